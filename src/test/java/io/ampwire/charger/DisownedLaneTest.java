package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.control.StopReason;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A charger that is no longer ours. */
class DisownedLaneTest {
  private static final long FOR_EVER = Long.MAX_VALUE;

  /** How long the right to write lasts, ns. */
  private final AtomicLong right = new AtomicLong(FOR_EVER);

  private Bench bench() {
    Bench bench = new Bench();
    bench.gate = nanos -> right.get() >= nanos;
    return bench;
  }

  @Test
  void once_the_gate_is_closed_no_lifebit_leaves_and_the_connection_ends() {
    Bench bench = bench().controlled();
    bench.charger.forget();

    right.set(0);
    bench.scheduler.advance(10_000);

    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.connection.isUp()).isFalse();
  }

  @Test
  void a_closed_gate_opens_no_connection() {
    Bench bench = bench();
    right.set(0);

    bench.begin();
    bench.scheduler.advance(60_000);

    assertThat(bench.charger.dials()).isZero();
  }

  @Test
  void a_right_that_ends_before_the_write_may_end_is_no_right() {
    Bench bench = bench().online();

    right.set(bench.timeout.toNanos() - 1);
    bench.send("set_point", 16);
    bench.scheduler.advance(1_000);

    assertThat(bench.charger.writes()).isEmpty();
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.OFFLINE);
  }

  @Test
  void reading_needs_no_right() {
    Bench bench = bench().online();
    bench.charger.forget();

    right.set(0);
    bench.scheduler.advance(900);

    assertThat(bench.charger.reads()).isNotEmpty();
  }

  @Test
  void who_waits_is_told_that_another_bridge_has_the_charger_and_control_ends() {
    Bench bench = bench().controlled();
    bench.charger.latency(400);
    bench.send("set_point", 10);
    bench.send("set_command", 7);

    bench.lane.stop(StopReason.DISOWNED);
    bench.scheduler.advance(5_000);

    assertThat(bench.sink.acks())
        .anySatisfy(ack -> assertThat(ack.command()).isEqualTo("set_command"));
    assertThat(Bench.code(bench.sink.acks().get(1))).isEqualTo(Code.NOT_OWNER);
    assertThat(bench.losses()).containsExactly("owner_changed");
    assertThat(bench.lane.writing()).isFalse();
  }

  @Test
  void it_says_nothing_of_the_charger_any_more() {
    Bench bench = bench().online();
    bench.charger.hang(true);
    bench.scheduler.advance(2_500);
    int said = bench.sink.log().size();

    bench.lane.stop(StopReason.DISOWNED);
    bench.connection.stop();
    bench.scheduler.advance(10_000);

    assertThat(bench.sink.log()).hasSize(said);
  }
}
