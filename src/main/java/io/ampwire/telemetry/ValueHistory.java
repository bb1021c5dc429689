package io.ampwire.telemetry;

/**
 * Values of one point over the last quarter of an hour, reduced to one per {@value #SPACING_MILLIS}
 * ms. The ring grows with the first values up to {@link #ROOM}.
 */
final class ValueHistory {
  static final int ROOM = 180;
  static final long SPACING_MILLIS = 5_000;

  private static final int FIRST_ROOM = 15;

  /** Time since the value before, of each value, ms. */
  private int[] steps = new int[FIRST_ROOM];

  private float[] values = new float[FIRST_ROOM];
  private int next;
  private int size;

  /** Time of the newest value, wall clock, ms. */
  private long newest;

  /** Whether the last value is old enough for another one, or the clock was set back. */
  boolean due(long ts) {
    return size == 0 || Math.abs(ts - newest) >= SPACING_MILLIS;
  }

  /** Adds a value, NaN for a gap. A clock that is set by weeks begins another history. */
  void add(long ts, double value) {
    long step = ts - newest;
    if (step != (int) step) {
      size = 0;
    }
    if (size == steps.length && size < ROOM) {
      grow();
    }
    steps[next] = (int) step;
    values[next] = (float) value;
    newest = ts;
    next = (next + 1) % steps.length;
    size = Math.min(steps.length, size + 1);
  }

  private void grow() {
    int[] grownSteps = new int[Math.min(ROOM, 2 * size)];
    float[] grownValues = new float[grownSteps.length];
    for (int i = 0; i < size; i++) {
      grownSteps[i] = steps[position(i)];
      grownValues[i] = values[position(i)];
    }
    steps = grownSteps;
    values = grownValues;
    next = size;
  }

  /** Position in the ring of a value, 0 for the oldest. */
  private int position(int age) {
    return (next + steps.length - size + age) % steps.length;
  }

  /** The stored values, oldest first. */
  RecentHistory.Course course() {
    long[] orderedStamps = new long[size];
    float[] orderedValues = new float[size];
    long ts = newest;
    for (int i = size - 1; i >= 0; i--) {
      orderedStamps[i] = ts;
      orderedValues[i] = values[position(i)];
      ts -= steps[position(i)];
    }
    return new RecentHistory.Course(orderedStamps, orderedValues);
  }
}
