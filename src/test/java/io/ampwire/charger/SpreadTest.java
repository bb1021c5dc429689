package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.control.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Increases wait a random while, decreases never do. */
class SpreadTest {
  private final Bench bench = spread("bay-01");

  private static Bench spread(String name) {
    Bench one = new Bench();
    one.name = name;
    one.spread = Duration.ofSeconds(6);
    return one;
  }

  /** FAULTS C16. */
  @Test
  void increases_are_written_within_the_window_and_answered_within_ten_seconds() {
    List<Long> delays = delays("bay-01");
    assertThat(delays).hasSize(10).allMatch(ms -> ms < 6_100);
    assertThat(delays.stream().distinct().count()).isGreaterThan(7);
  }

  /** FAULTS C16. */
  @Test
  void the_same_charger_waits_the_same_twice_and_another_waits_otherwise() {
    assertThat(delays("bay-01")).isEqualTo(delays("bay-01")).isNotEqualTo(delays("bay-02"));
  }

  /** FAULTS C16. */
  @Test
  void a_decrease_is_written_at_once() {
    bench.online().set("ems-1", 12);
    long asked = bench.scheduler.nanos();
    bench.set("ems-1", 8);
    var writes = bench.charger.writes("set_point");
    assertThat(writes.get(writes.size() - 1).at() - asked).isLessThan(300_000_000L);
  }

  /** FAULTS C16. */
  @Test
  void a_decrease_does_not_wait_behind_an_increase_that_waits() {
    bench.online().set("ems-1", 12);
    bench.charger.forget();
    bench.send("set_point", 30);
    long asked = bench.scheduler.nanos();
    bench.send("set_point", 8);
    bench.scheduler.advance(10_000);
    assertThat(bench.amps()).containsExactly(8);
    assertThat(bench.charger.writes("set_point").get(0).at() - asked).isLessThan(300_000_000L);
    assertThat(Bench.code(bench.outcome(1))).isEqualTo(Code.SUPERSEDED);
  }

  @Test
  void an_increase_that_waits_does_not_keep_drift_from_being_written_down() {
    bench.online().set("ems-1", 12);
    bench.scheduler.advance(3000);
    bench.charger.forget();
    bench.send("set_point", 30);
    bench.charger.registers().put("set_point", 32);
    bench.scheduler.advance(1100);
    assertThat(bench.amps().get(0)).isIn(12, 30);
    assertThat(bench.charger.registers().word(4004)).isIn(12, 30);
  }

  @Test
  void an_increase_that_waits_when_the_bridge_stops_is_not_written() {
    bench.online().set("ems-1", 12);
    bench.charger.forget();
    bench.send("set_point", 30);
    int before = bench.amps().size();
    bench.lane.stop(StopReason.STOPPED);
    bench.scheduler.advance(20_000);
    assertThat(bench.amps()).hasSize(before);
    assertThat(Bench.code(bench.outcome(1))).isEqualTo(Code.OFFLINE);
  }

  @Test
  void an_increase_that_waits_while_the_charger_becomes_another_is_not_written() {
    bench.online().set("ems-1", 12);
    bench.scheduler.advance(3000);
    bench.charger.forget();
    for (int i = 0; i < 6 && bench.amps().isEmpty(); i++) {
      bench.charger.registers().put("ev_state", 117);
      bench.scheduler.advance(1100);
      bench.send("set_point", 30);
      bench.scheduler.advance(9000);
    }
    assertThat(bench.amps()).isEmpty();
  }

  private static List<Long> delays(String name) {
    Bench one = spread(name).online();
    List<Long> delays = new ArrayList<>();
    for (int amps = 20; amps < 30; amps++) {
      long asked = one.scheduler.nanos();
      one.send("set_point", amps);
      one.scheduler.advance(10_000);
      var writes = one.charger.writes("set_point");
      delays.add((writes.get(writes.size() - 1).at() - asked) / 1_000_000);
    }
    assertThat(one.sink.acks())
        .hasSize(10)
        .allMatch(ack -> ack.ms() < 10_000)
        .allMatch(ack -> ack.outcome() instanceof io.ampwire.command.Outcome.Applied);
    return delays;
  }
}
