package io.ampwire.ownership;

import java.time.Duration;

/**
 * How long a lease lasts and how it is kept.
 *
 * @param lease so long after the last renewal that was seen another member may take it
 * @param deadline so long after a renewal was asked for its holder may write; the difference to
 *     {@code lease} is the distance between two owners
 * @param retry between two renewals, and between two looks
 */
public record LeaseTimes(Duration lease, Duration deadline, Duration retry) {
  /** For most installations: an API server may be away for eight seconds. */
  public static final LeaseTimes DEFAULT =
      new LeaseTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

  /** For an API server that is near and quick. */
  public static final LeaseTimes FAST =
      new LeaseTimes(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofSeconds(1));

  /**
   * The longest that nobody has a shard after its owner died: until the lease has run out for those
   * who look each {@code retry}, and until the candidate asks again, whose turn is drawn from 1 to
   * 2.2 {@code retry}. Connecting to the chargers comes on top.
   */
  public Duration longestGap() {
    return lease.plus(retry.multipliedBy(44).dividedBy(10));
  }

  /** Whether a write that may take so long fits between two renewals. */
  public boolean leavesRoomFor(Duration write) {
    return write.plus(retry).compareTo(deadline) < 0;
  }

  /** What one request to the API server may take: two must fit into the deadline. */
  Duration request() {
    return deadline.dividedBy(2);
  }
}
