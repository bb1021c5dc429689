package io.ampwire.telemetry;

/**
 * Values of one point over the last quarter of an hour, reduced to one per {@value #SPACING_MILLIS}
 * ms.
 */
final class ValueHistory {
  static final int ROOM = 180;
  static final long SPACING_MILLIS = 5_000;

  private final long[] stamps = new long[ROOM];
  private final float[] values = new float[ROOM];
  private int next;
  private int size;

  /** Whether the last value is old enough for another one, or the clock was set back. */
  boolean due(long ts) {
    return size == 0 || Math.abs(ts - stamps[(next + ROOM - 1) % ROOM]) >= SPACING_MILLIS;
  }

  /** Adds a value, NaN for a gap. */
  void add(long ts, double value) {
    stamps[next] = ts;
    values[next] = (float) value;
    next = (next + 1) % ROOM;
    size = Math.min(ROOM, size + 1);
  }

  /** The stored values, oldest first. */
  RecentHistory.Course course() {
    long[] orderedStamps = new long[size];
    float[] orderedValues = new float[size];
    for (int i = 0; i < size; i++) {
      int at = (next + ROOM - size + i) % ROOM;
      orderedStamps[i] = stamps[at];
      orderedValues[i] = values[at];
    }
    return new RecentHistory.Course(orderedStamps, orderedValues);
  }
}
