package io.ampwire.session;

/**
 * Means of one minute; NaN for what was not read.
 *
 * @param minute since 1970
 * @param power kW
 * @param currents one per phase, A
 * @param limit the limit in force, A
 * @param energy that flowed while it was seen, Wh
 * @param seconds of the minute that were seen
 */
public record MinuteRow(
    long minute, float power, float[] currents, float limit, float energy, int seconds) {
  static final int SECONDS = 60;

  /** Both parts of one minute, before and after a restart. */
  public MinuteRow merge(MinuteRow other) {
    float[] both = new float[currents.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = mean(currents[i], other.currents[i], other.seconds);
    }
    return new MinuteRow(
        minute,
        mean(power, other.power, other.seconds),
        both,
        mean(limit, other.limit, other.seconds),
        sum(energy, other.energy),
        Math.min(SECONDS, seconds + other.seconds));
  }

  private float mean(float mine, float theirs, int theirSeconds) {
    if (Float.isNaN(mine) || Float.isNaN(theirs)) {
      return Float.isNaN(mine) ? theirs : mine;
    }
    int all = seconds + theirSeconds;
    return all == 0 ? mine : (mine * seconds + theirs * theirSeconds) / all;
  }

  private static float sum(float mine, float theirs) {
    if (Float.isNaN(mine) || Float.isNaN(theirs)) {
      return Float.isNaN(mine) ? theirs : mine;
    }
    return mine + theirs;
  }
}
