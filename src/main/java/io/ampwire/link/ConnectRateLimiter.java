package io.ampwire.link;

/**
 * How fast a whole fleet is dialled: chargers that lost power together come back together, and
 * neither they nor the network between them shall be stormed. May be used from any thread.
 */
public final class ConnectRateLimiter {
  private final long gap;
  private long next = Long.MIN_VALUE;

  /**
   * @param perSecond connections that are begun in a second, at most
   */
  public ConnectRateLimiter(int perSecond) {
    this.gap = 1_000_000_000L / perSecond;
  }

  /** How long to wait before the next connection is begun, ns; the place is taken then. */
  synchronized long take(long now) {
    long at = next == Long.MIN_VALUE ? now : Math.max(now, next);
    next = at + gap;
    return at - now;
  }
}
