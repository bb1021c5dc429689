package io.ampwire.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delay before the next connection attempt. It doubles up to a bound. Jitter spreads it, so that a
 * thousand chargers that lost power together do not reconnect together.
 */
public final class Backoff {
  private final long first;
  private final long most;
  private final RandomGenerator random;
  private int attempts;

  public Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first.toNanos();
    this.most = most.toNanos();
    this.random = random;
  }

  /** Returns the next delay, ns: between half of the doubled time and all of it. */
  public long next() {
    long ceiling = Math.min(most, first << Math.min(attempts, 30));
    attempts++;
    return ceiling / 2 + random.nextLong(ceiling / 2 + 1);
  }

  /** Resets the delay after a valid answer. */
  public void reset() {
    attempts = 0;
  }
}
