package io.ampwire.ownership;

import java.time.Duration;

/**
 * Durations of a lease and of its renewal.
 *
 * @param lease time after the last observed renewal when another member may take the lease
 * @param deadline time after a requested renewal until which the holder may write; the difference
 *     to {@code lease} separates two owners
 * @param retry interval between two renewals, and between two checks
 */
public record LeaseTimes(Duration lease, Duration deadline, Duration retry) {
  /** Default times; they tolerate an API server that is away for eight seconds. */
  public static final LeaseTimes DEFAULT =
      new LeaseTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

  /** Times for an API server that is near and fast. */
  public static final LeaseTimes FAST =
      new LeaseTimes(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofSeconds(1));

  /**
   * Longest time without an owner after an owner died. The lease must expire for members that check
   * each {@code retry}. The candidate then retries after a random time of 1 to 2.2 {@code retry}.
   * The time to connect to the chargers is added.
   */
  public Duration longestGap() {
    return lease.plus(retry.multipliedBy(44).dividedBy(10));
  }

  /** Whether a write of that duration fits between two renewals. */
  public boolean leavesRoomFor(Duration write) {
    return write.plus(retry).compareTo(deadline) < 0;
  }

  /** Timeout of one request to the API server; two must fit into the deadline. */
  Duration request() {
    return deadline.dividedBy(2);
  }
}
