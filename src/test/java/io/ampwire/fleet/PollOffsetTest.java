package io.ampwire.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollOffsetTest {
  private static final Duration POLL = Duration.ofSeconds(1);

  private static Map<Duration, Long> offsets(int chargers, boolean single) {
    return IntStream.range(0, chargers)
        .mapToObj(place -> new PollOffset(place, chargers).offset(POLL, single))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void chargersAreTakenInTwentiesEvenlyOverTheInterval() {
    assertThat(offsets(100, true))
        .isEqualTo(
            Map.of(
                Duration.ZERO,
                20L,
                Duration.ofMillis(200),
                20L,
                Duration.ofMillis(400),
                20L,
                Duration.ofMillis(600),
                20L,
                Duration.ofMillis(800),
                20L));
  }

  @Test
  void theFirstPollOfEachIsWithinTheInterval() {
    for (int chargers : new int[] {1, 19, 20, 21, 999, 5000}) {
      assertThat(offsets(chargers, true).keySet())
          .as("%d chargers", chargers)
          .allMatch(offset -> !offset.isNegative() && offset.compareTo(POLL) < 0);
      assertThat(offsets(chargers, true).values()).allMatch(together -> together <= 20);
    }
  }

  @Test
  void chargersBehindOneConnectionAreApart() {
    assertThat(offsets(4, false))
        .isEqualTo(
            Map.of(
                Duration.ZERO,
                1L,
                Duration.ofMillis(250),
                1L,
                Duration.ofMillis(500),
                1L,
                Duration.ofMillis(750),
                1L));
  }
}
