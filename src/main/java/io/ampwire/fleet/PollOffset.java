package io.ampwire.fleet;

import java.time.Duration;

/**
 * Offset of a charger's first poll within its interval.
 *
 * @param place index of the charger in the inventory, from 0
 * @param of number of chargers
 */
record PollOffset(int place, int of) {
  /** Number of chargers polled at the same time, so that one wake-up of a thread serves many. */
  static final int TOGETHER = 20;

  /**
   * @param single whether it is the first on its connection; later ones get separate offsets,
   *     because they would only wait for each other
   */
  Duration offset(Duration poll, boolean single) {
    int times = single ? 1 + (of - 1) / TOGETHER : of;
    return poll.dividedBy(times).multipliedBy(single ? place / TOGETHER : place);
  }
}
