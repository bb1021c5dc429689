package io.ampwire.session;

import java.util.Arrays;
import java.util.Optional;

/**
 * Running means of the current minute, weighted by time: each reading stands for the time since the
 * poll before. For one thread at a time.
 */
final class MinuteMean {
  private static final double HOUR = 3600;
  private static final int POWER = 0;
  private static final int LIMIT = 1;
  private static final int CURRENTS = 2;
  private static final int VALUES = CURRENTS + MeterPoints.PHASES;

  private final double[] sums = new double[VALUES];
  private final double[] weights = new double[VALUES];
  private long minute = Long.MIN_VALUE;
  private double seconds;

  /** Whether a poll at that time begins another minute. */
  boolean isOver(long wallMillis) {
    return seconds > 0 && Math.floorDiv(wallMillis, 60_000L) != minute;
  }

  /** Sets the minute of the readings that follow. */
  void at(long wallMillis) {
    minute = Math.floorDiv(wallMillis, 60_000L);
  }

  void passed(double time) {
    seconds += time;
  }

  void power(double value, double time) {
    add(POWER, value, time);
  }

  void limit(double value, double time) {
    add(LIMIT, value, time);
  }

  void current(int phase, double value, double time) {
    add(CURRENTS + phase, value, time);
  }

  private void add(int index, double value, double time) {
    if (!Double.isNaN(value)) {
      sums[index] += value * time;
      weights[index] += time;
    }
  }

  /** The means so far, after which the next minute begins; empty without any reading. */
  Optional<MinuteRow> take() {
    if (seconds == 0) {
      return Optional.empty();
    }
    float[] currents = new float[MeterPoints.PHASES];
    for (int i = 0; i < currents.length; i++) {
      currents[i] = mean(CURRENTS + i);
    }
    float energy = weights[POWER] == 0 ? Float.NaN : (float) (1000 * sums[POWER] / HOUR);
    int whole = (int) Math.min(MinuteRow.SECONDS, Math.max(1, Math.round(seconds)));
    MinuteRow row = new MinuteRow(minute, mean(POWER), currents, mean(LIMIT), energy, whole);
    Arrays.fill(sums, 0);
    Arrays.fill(weights, 0);
    seconds = 0;
    return Optional.of(row);
  }

  private float mean(int index) {
    return weights[index] == 0 ? Float.NaN : (float) (sums[index] / weights[index]);
  }
}
