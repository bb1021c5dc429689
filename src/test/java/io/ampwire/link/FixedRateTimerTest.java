package io.ampwire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedRateTimerTest {
  private static final long SECOND = 1_000_000_000L;

  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<Long> calls = new ArrayList<>();
  private final List<Long> lateness = new ArrayList<>();
  private long leftOut;
  private final FixedRateTimer cadence = new FixedRateTimer(scheduler, SECOND, this::call);
  private final long begin = scheduler.nanos();

  @Test
  void calls_that_come_late_do_not_make_the_next_ones_later() {
    cadence.start(0);
    for (int i = 1; i <= 50; i++) {
      scheduler.advance(Duration.ofNanos(begin + i * SECOND - 1 - now()));
      scheduler.suspend(Duration.ofMillis(20));
      scheduler.advance(1);
    }
    scheduler.advance(10_000);
    assertThat(lateness.get(50)).isBetween(19_000_000L, 20_000_000L);
    assertThat(leftOut).isZero();
    assertThat((calls.get(calls.size() - 1) - begin) % SECOND).isZero();
    assertThat(calls).hasSize((int) ((now() - begin) / SECOND) + 1);
    assertThat(lateness).allMatch(late -> late >= 0 && late < SECOND);
  }

  @Test
  void points_that_passed_are_left_out_and_counted() {
    cadence.start(0);
    scheduler.settle();
    scheduler.suspend(Duration.ofMillis(30_250));
    assertThat(calls).hasSize(2);
    assertThat(leftOut).isEqualTo(29);
    scheduler.advance(750);
    assertThat(calls).hasSize(3);
    assertThat(calls.get(2) - begin).isEqualTo(31 * SECOND);
  }

  @Test
  void cadences_that_begin_at_different_times_call_together_from_the_second_call_on() {
    List<Long> others = new ArrayList<>();
    FixedRateTimer other =
        new FixedRateTimer(scheduler, SECOND, (late, missed) -> others.add(now()));
    cadence.start(0);
    other.start(13_000_000);
    scheduler.advance(3_100);
    assertThat(others).hasSize(4);
    assertThat(others.get(0) - calls.get(0)).isEqualTo(13_000_000);
    assertThat(others.subList(1, 4)).isEqualTo(calls.subList(1, 4));
  }

  @Test
  void a_stopped_cadence_calls_no_more_and_can_be_started_again() {
    cadence.start(0);
    scheduler.settle();
    cadence.stop();
    scheduler.advance(5000);
    assertThat(calls).hasSize(1);
    cadence.start(SECOND / 2);
    scheduler.advance(2000);
    assertThat(calls).hasSize(3);
  }

  private void call(long late, long missed) {
    calls.add(now());
    lateness.add(late);
    leftOut += missed;
  }

  private long now() {
    return scheduler.nanos();
  }
}
