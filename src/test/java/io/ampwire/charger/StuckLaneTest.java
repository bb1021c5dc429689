package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.map.ControlMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a lane says that it does no work any more, so that the process is started anew. */
class StuckLaneTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Bench bench = new Bench();

  /** FAULTS S08. */
  @Test
  void a_lane_whose_thread_stands_still_is_stuck_and_sends_no_beat() {
    bench.controlled();
    bench.charger.forget();

    bench.scheduler.kill();
    bench.scheduler.advance(LONG);

    assertThat(bench.lane.stuck()).isTrue();
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** FAULTS S08. */
  @Test
  void a_lane_whose_every_poll_breaks_is_stuck_until_one_does_not() {
    bench.online();
    bench.sink.breakDown(true);

    bench.scheduler.advance(LONG);
    assertThat(bench.lane.stuck()).isTrue();

    bench.sink.breakDown(false);
    bench.scheduler.advance(2_000);
    assertThat(bench.lane.stuck()).isFalse();
  }

  /** FAULTS S08. */
  @Test
  void a_poll_that_never_ends_is_stuck_and_ends_control() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.sink.breakDownAt(Type.POINT_UNSUPPORTED);
    bench.charger.refuseRead("frequence", 2);

    bench.scheduler.advance(LONG);

    assertThat(bench.lane.stuck()).isTrue();
    assertThat(bench.losses()).containsExactly("polling_stuck");
    bench.charger.forget();
    bench.scheduler.advance(LONG);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** FAULTS W18. */
  @Test
  void a_device_that_takes_half_a_minute_for_a_poll_is_not_stuck_and_stays_under_control() {
    bench.mode = ControlMode.STANDING;
    bench.timeout = Duration.ofSeconds(6);
    bench.controlled();
    bench.charger.latency(5_000);

    for (int second = 0; second < 300; second++) {
      bench.scheduler.advance(1_000);
      assertThat(bench.lane.stuck()).as("after %d s", second).isFalse();
    }

    assertThat(bench.losses()).isEmpty();
    assertThat(bench.lane.online()).isTrue();
  }

  /** FAULTS W12. */
  @Test
  void a_silent_device_with_a_long_timeout_is_away_and_not_stuck() {
    bench.timeout = LONG;
    bench.online();
    bench.charger.hang(true);

    for (int second = 0; second < 300; second++) {
      bench.scheduler.advance(1_000);
      assertThat(bench.lane.stuck()).as("after %d s", second).isFalse();
    }

    assertThat(bench.lane.online()).isFalse();
  }

  @Test
  void a_lane_without_a_connection_is_not_stuck() {
    bench.charger.away(true);
    bench.begin();

    bench.scheduler.advance(Duration.ofMinutes(5));

    assertThat(bench.lane.stuck()).isFalse();
  }

  @Test
  void what_a_standstill_of_the_process_looked_like_is_over_with_the_next_poll() {
    bench.online();

    bench.scheduler.suspend(Duration.ofMinutes(2));
    bench.scheduler.advance(1_000);

    assertThat(bench.lane.stuck()).isFalse();
  }
}
