package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger.Written;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.map.ControlMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the charger gets after its connection was lost under control. */
class ReconnectTest {
  private final Bench bench = new Bench();

  @Test
  void while_the_connection_is_lost_nothing_is_written_and_control_waits() {
    bench.controlled();
    bench.charger.away(true);
    bench.charger.forget();
    bench.scheduler.advance(20_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.AWAY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 1000})
  void the_value_is_written_and_read_back_before_the_next_lifebit(int refresh) {
    bench.controlled();
    bench.charger.refresh(refresh).away(true);
    bench.scheduler.advance(8000);
    bench.charger.forget();
    bench.charger.registers().put("set_point", 32);
    bench.charger.away(false);
    bench.scheduler.advance(15_000);
    List<Written> writes = bench.charger.writes();
    assertThat(writes.get(0).address()).isEqualTo(setPoint());
    assertThat(writes.get(0).value()).isEqualTo(16);
    Written beat = bench.charger.writes("lifebit").get(0);
    assertThat(bench.amps()).containsExactly(16);
    assertThat(beat.at()).isGreaterThan(writes.get(0).at() + refresh * 1_000_000L);
    assertThat(bench.charger.reads())
        .as("read back in between")
        .anyMatch(
            r -> r.start() == setPoint() && r.at() > writes.get(0).at() && r.at() < beat.at());
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void a_lease_that_ended_meanwhile_leaves_nothing_to_write() {
    bench.controlled();
    bench.charger.away(true);
    bench.charger.forget();
    bench.scheduler.advance(70_000);
    bench.charger.away(false);
    bench.scheduler.advance(90_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.losses()).containsExactly("lease_expired");
  }

  @Test
  void a_lease_that_ends_around_the_reconnect_leaves_no_later_write() {
    for (int back = 45_000; back < 62_000; back += 530) {
      Bench one = new Bench();
      one.charger.refresh(1000);
      one.online().set("ems-1", 16);
      long taken = one.scheduler.nanos();
      one.scheduler.advance(40_000);
      one.charger.away(true);
      one.charger.registers().put("set_point", 32);
      one.scheduler.advance(back - 40_000);
      one.charger.away(false);
      one.scheduler.advance(90_000);
      List<Written> writes = one.charger.writes();
      long last = writes.get(writes.size() - 1).at() - taken;
      assertThat(last).as("back after %d ms", back).isLessThan(60_000_000_000L);
      assertThat(one.losses()).containsExactly("lease_expired");
    }
  }

  /** FAULTS S07: the charger restarts and forgets; the connection breaks with that. */
  @Test
  void a_rebooted_charger_is_put_right_within_one_poll_of_coming_back() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.charger.away(true);
    bench.scheduler.advance(30_000);
    bench.charger.registers().put("set_point", 32).put("lifebit", 0);
    bench.charger.forget();
    bench.charger.away(false);
    while (!bench.connection.isUp()) {
      bench.scheduler.advance(10);
    }
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(16);
    assertThat(bench.charger.registers().word(setPoint())).isEqualTo(16);
  }

  /** FAULTS S07. */
  @Test
  void a_rebooted_charger_without_control_is_left_alone() {
    bench.controlled();
    bench.say("ems-1", "release");
    bench.charger.away(true);
    bench.scheduler.advance(5000);
    bench.charger.registers().put("set_point", 32);
    bench.charger.forget();
    bench.charger.away(false);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_refused_rewrite_gives_control_up() {
    bench.controlled();
    bench.charger.away(true);
    bench.scheduler.advance(5000);
    bench.charger.refuseWrite("set_point", 4).forget();
    bench.charger.away(false);
    bench.scheduler.advance(40_000);
    assertThat(bench.losses()).containsExactly("rewrite_failed");
    bench.charger.refuseWrite("set_point", 0);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_rewrite_that_the_charger_clamps_gives_control_up() {
    bench.controlled();
    bench.charger.away(true);
    bench.scheduler.advance(5000);
    bench.charger.clamp("set_point", 10).forget();
    bench.charger.away(false);
    bench.scheduler.advance(40_000);
    assertThat(bench.losses()).containsExactly("rewrite_failed");
    assertThat(bench.charger.writes("lifebit")).isEmpty();
    assertThat(bench.amps()).containsExactly(16);
  }

  /** The rewrite is confirmed, but nothing can be read back before the line breaks again. */
  @Test
  void a_rewrite_that_was_not_read_back_is_done_again_before_any_lifebit() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.charger.away(true);
    bench.scheduler.advance(3000);
    bench.charger.refresh(1100).forget();
    bench.charger.registers().put("set_point", 32);
    bench.charger.away(false);
    while (bench.amps().isEmpty()) {
      bench.scheduler.advance(5);
    }
    bench.scheduler.advance(20);
    bench.charger.away(true);
    bench.scheduler.advance(15_000);
    bench.charger.forget();
    bench.charger.registers().put("set_point", 32);
    bench.charger.away(false);
    bench.scheduler.advance(60_000);
    assertThat(bench.lane.online()).isTrue();
    if (!bench.charger.writes().isEmpty()) {
      assertThat(bench.charger.writes().get(0).address()).isEqualTo(setPoint());
      assertThat(bench.charger.writes().get(0).value()).isEqualTo(16);
    }
  }

  /** FAULTS C10, also for what waited when the line broke. */
  @Test
  void commands_refused_as_offline_are_never_written_later() {
    bench.charger.refresh(1000);
    bench.controlled();
    bench.say("ems-1", "release");
    bench.send("degraded_set_point_mono", 7);
    bench.send("degraded_set_point_mono", 8);
    bench.send("set_point", 25);
    bench.scheduler.advance(20);
    bench.charger.away(true);
    bench.charger.forget();
    bench.send("set_point", 30);
    bench.scheduler.advance(30_000);
    bench.charger.away(false);
    bench.scheduler.advance(120_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.acks()).hasSize(6);
    assertThat(bench.sink.acks().stream().filter(a -> a.outcome() instanceof Outcome.Rejected))
        .as("the two that waited and the one that came after")
        .hasSize(3);
  }

  private int setPoint() {
    return bench.map.point("set_point").orElseThrow().address();
  }
}
