package io.ampwire.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifebitStatsTest {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<Audit.Lifebits> lines = new ArrayList<>();
  private final LifebitStats stats = new LifebitStats(scheduler, lines::add);

  @ParameterizedTest
  @ValueSource(longs = {3_600_000, -3_600_000})
  void a_wall_clock_that_jumps_an_hour_neither_adds_nor_delays_a_line(long jump) {
    for (int second = 0; second < 121; second += 2) {
      if (second == 30) {
        scheduler.setWall(scheduler.wallMillis() + jump);
      }
      stats.sent(true);
      scheduler.advance(2_000);
    }
    assertThat(lines).extracting(Audit.Lifebits::accepted).containsExactly(31L);
  }
}
