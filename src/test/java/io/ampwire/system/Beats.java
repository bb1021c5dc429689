package io.ampwire.system;

import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.WriteLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gaps between the lifebits that chargers received, by their own logs. */
final class Beats {
  static final int LIFEBIT = 4000;
  private final long[] gapsMillis;

  /**
   * @param from monotonic time of the test's process, ns; the charger's last beat before counts
   */
  Beats(List<SimulatedCharger> chargers, long from, long to) {
    List<Long> gaps = new ArrayList<>();
    for (SimulatedCharger charger : chargers) {
      long last = Long.MIN_VALUE;
      for (WriteLog.Entry beat : charger.server().writes().of(LIFEBIT)) {
        if (last != Long.MIN_VALUE && beat.nanoTime() > from && last < to) {
          gaps.add((beat.nanoTime() - last) / 1_000_000);
        }
        last = beat.nanoTime();
      }
      gaps.add((to - Math.max(last, from)) / 1_000_000);
    }
    gapsMillis = gaps.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  long longest() {
    return gapsMillis[gapsMillis.length - 1];
  }

  @Override
  public String toString() {
    return "%d gaps, ms: p50 %d, p90 %d, p99 %d, p99.9 %d, longest %d"
        .formatted(gapsMillis.length, at(0.5), at(0.9), at(0.99), at(0.999), longest());
  }

  private long at(double quantile) {
    return gapsMillis[(int) Math.min(gapsMillis.length - 1, quantile * gapsMillis.length)];
  }

  /** When the charger was last told that its controller lives, ns; the least there is if never. */
  static long last(SimulatedCharger charger) {
    return Arrays.stream(
            charger.server().writes().of(LIFEBIT).stream()
                .mapToLong(WriteLog.Entry::nanoTime)
                .toArray())
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
