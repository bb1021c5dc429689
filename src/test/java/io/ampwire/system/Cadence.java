package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * When chargers were polled, as an independent subscriber saw it: the time stamps of their state
 * documents within a stretch of time.
 */
final class Cadence {
  private static final long PERIOD = 1_000;

  private final Map<String, List<Long>> stamps = new TreeMap<>();
  private final long seconds;

  /**
   * @param from first ts that counts, ms
   * @param to first ts that does not
   */
  Cadence(List<Message> messages, long from, long to) {
    seconds = (to - from) / 1000;
    for (Message message : messages) {
      if (message.topic().endsWith("/state") && !message.retained()) {
        JsonNode state = message.json();
        long ts = state.get("ts").longValue();
        if (from <= ts && ts < to && !"stale".equals(state.get("quality").asText())) {
          stamps.computeIfAbsent(message.topic(), topic -> new ArrayList<>()).add(ts);
        }
      }
    }
  }

  /**
   * Each of so many chargers was polled every second; a few more or less at the edges.
   *
   * @param skipped polls of all chargers that the bridge says it left out
   */
  Cadence assertEverySecond(int chargers, long skipped) {
    assertThat(stamps).hasSize(chargers);
    long missing = 0;
    for (Map.Entry<String, List<Long>> charger : stamps.entrySet()) {
      long count = charger.getValue().size();
      assertThat(count).as(charger.getKey()).isLessThanOrEqualTo(seconds + 2);
      missing += Math.max(0, seconds - 2 - count);
    }
    assertThat(missing)
        .as("documents missing that no skipped poll explains")
        .isLessThanOrEqualTo(skipped);
    return this;
  }

  /** How far the distances between documents are from the period, ms: median, p99, most. */
  long[] deviations() {
    long[] all = stamps.values().stream().flatMapToLong(Cadence::deviations).sorted().toArray();
    return new long[] {all[all.length / 2], all[all.length * 99 / 100], all[all.length - 1]};
  }

  private static LongStream deviations(List<Long> stamps) {
    long[] sorted = stamps.stream().mapToLong(Long::longValue).sorted().toArray();
    return IntStream.range(1, sorted.length)
        .mapToLong(i -> Math.abs(sorted[i] - sorted[i - 1] - PERIOD));
  }

  @Override
  public String toString() {
    long[] counts = stamps.values().stream().mapToLong(List::size).sorted().toArray();
    return "%d chargers, %d s: %d..%d documents each; |gap - 1 s| p50/p99/max %s ms"
        .formatted(
            counts.length,
            seconds,
            counts[0],
            counts[counts.length - 1],
            Arrays.toString(deviations()));
  }
}
