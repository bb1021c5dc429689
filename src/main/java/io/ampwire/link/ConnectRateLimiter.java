package io.ampwire.link;

/**
 * Rate limiter for new connections of a whole fleet. Chargers that lost power together come back
 * together; the limit protects them and the network. Safe for use from any thread.
 */
public final class ConnectRateLimiter {
  private final long gap;
  private long next = Long.MIN_VALUE;

  /**
   * @param perSecond most connections that start per second
   */
  public ConnectRateLimiter(int perSecond) {
    this.gap = 1_000_000_000L / perSecond;
  }

  /** Reserves the next start and returns the delay until then, ns. */
  synchronized long take(long now) {
    long at = next == Long.MIN_VALUE ? now : Math.max(now, next);
    next = at + gap;
    return at - now;
  }
}
