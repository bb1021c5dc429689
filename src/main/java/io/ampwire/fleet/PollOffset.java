package io.ampwire.fleet;

import java.time.Duration;

/**
 * When in their interval chargers are polled first.
 *
 * @param place of the charger in the inventory, from 0
 * @param of how many chargers there are
 */
record PollOffset(int place, int of) {
  /** Chargers that are polled at one time: a thread that wakes up for one has many to do. */
  static final int TOGETHER = 20;

  /**
   * @param single whether it is the first on its connection; those that follow it there are apart
   *     from each other, for they would only wait
   */
  Duration offset(Duration poll, boolean single) {
    int times = single ? 1 + (of - 1) / TOGETHER : of;
    return poll.dividedBy(times).multipliedBy(single ? place / TOGETHER : place);
  }
}
