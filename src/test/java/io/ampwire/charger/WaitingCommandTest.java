package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What may happen to a command between its arrival and its turn. */
class WaitingCommandTest {
  private final Bench bench = new Bench();

  /** FAULTS C07. */
  @Test
  void a_command_that_grows_too_old_while_it_waits_is_not_written() {
    bench.charger.refresh(1100);
    bench.online().send("degraded_set_point_mono", 8);
    send("degraded_set_point_tri", 9, OptionalLong.empty(), OptionalLong.of(1));
    long stamp = bench.scheduler.wallMillis();
    send("set_point", 10, OptionalLong.of(stamp), OptionalLong.of(1));
    bench.scheduler.advance(5000);
    assertThat(bench.charger.writes()).extracting(w -> w.value()).containsExactly(8);
    assertThat(bench.sink.acks()).hasSize(3);
    assertThat(Bench.code(bench.outcome(1))).isEqualTo(Code.EXPIRED);
    assertThat(Bench.code(bench.outcome(2))).isEqualTo(Code.EXPIRED);
  }

  @Test
  void a_command_whose_charger_goes_away_while_it_waits_is_never_written() {
    bench.charger.refresh(1100);
    bench.online().send("degraded_set_point_mono", 8);
    bench.send("set_point", 12);
    bench.scheduler.advance(100);
    bench.charger.away(true);
    assertThat(Bench.code(bench.outcome(0))).isEqualTo(Code.OFFLINE);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.acks()).hasSize(2);
    assertThat(bench.outcome(1)).isInstanceOf(Outcome.Applied.class);
    bench.charger.away(false);
    bench.scheduler.advance(60_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.charger.writes()).extracting(w -> w.value()).containsExactly(8);
  }

  /** FAULTS C09. */
  @Test
  void commands_for_one_charger_are_written_in_the_order_of_arrival() {
    bench.online().send("degraded_set_point_mono", 8);
    bench.send("set_command", 7);
    bench.send("degraded_set_point_tri", 9);
    bench.send("set_point", 10);
    bench.send("degraded_set_point_mono", 11);
    bench.scheduler.advance(9000);
    assertThat(bench.charger.writes().stream().filter(w -> w.address() != 4000))
        .extracting(w -> w.value())
        .containsExactly(8, 7, 9, 10, 11);
  }

  /** FAULTS C08. */
  @Test
  void a_set_point_has_its_turn_however_many_other_commands_wait() {
    bench.online();
    for (int i = 0; i < 30; i++) {
      bench.send("degraded_set_point_mono", 6 + i % 10);
    }
    bench.send("set_point", 0);

    bench.scheduler.advance(9_000);

    assertThat(bench.amps()).containsExactly(0);
    assertThat(bench.sink.acks().get(30).outcome()).isEqualTo(Bench.applied(0));
  }

  /** FAULTS C08. */
  @Test
  void more_commands_than_there_is_room_for_are_refused_as_busy_and_the_rest_keep_their_order() {
    bench.online();
    for (int i = 0; i < 30; i++) {
      bench.send("degraded_set_point_mono", 6 + i % 10);
    }
    assertThat(bench.sink.acks()).hasSize(13).allMatch(ack -> Bench.code(ack) == Code.BUSY);
    bench.scheduler.advance(30_000);
    assertThat(bench.sink.acks()).hasSize(30);
    assertThat(bench.charger.writes("degraded_set_point_mono"))
        .extracting(w -> w.value())
        .startsWith(6, 7, 8, 9, 10, 11);
  }

  private void send(String name, long value, OptionalLong ts, OptionalLong ttl) {
    bench.send(
        new Command(
            name,
            new Command.Number(BigDecimal.valueOf(value)),
            Optional.empty(),
            ts,
            ttl,
            OptionalLong.empty(),
            Optional.empty(),
            false,
            bench.scheduler.nanos(),
            bench.scheduler.wallMillis()));
  }
}
