package io.ampwire.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final long SECOND = 1_000_000_000L;

  private long monotonic = 5 * SECOND;
  private long wall = 1_000_000 * SECOND;
  private long uptime = 7 * SECOND;
  private final SteadyClock clock = new SteadyClock(() -> monotonic, () -> wall, () -> uptime);

  private void awake(long seconds) {
    monotonic += seconds * SECOND;
    wall += seconds * SECOND;
    uptime += seconds * SECOND;
  }

  @Test
  void time_spent_suspended_counts_once() {
    long before = clock.now();
    awake(10);
    wall += 600 * SECOND;
    uptime += 600 * SECOND;
    assertThat(clock.now() - before).isEqualTo(610 * SECOND);
    awake(5);
    assertThat(clock.now() - before).isEqualTo(615 * SECOND);
  }

  /** FAULTS S09. */
  @Test
  void a_jump_of_the_wall_clock_either_way_counts_nothing() {
    long before = clock.now();
    for (long jump : new long[] {3600, -3600, -900_000}) {
      wall += jump * SECOND;
      awake(1);
      clock.now();
    }
    assertThat(clock.now() - before).isEqualTo(3 * SECOND);
  }

  @Test
  void where_nothing_tells_the_uptime_only_waking_time_counts() {
    uptime = -1;
    long before = clock.now();
    wall += 600 * SECOND;
    monotonic += SECOND;
    assertThat(clock.now() - before).isEqualTo(SECOND);
  }
}
