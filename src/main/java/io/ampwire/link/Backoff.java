package io.ampwire.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling, bounded, and spread by jitter so that a
 * thousand chargers that lost power together are not dialled together.
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

  /** The next wait, ns: between half and the whole of the doubled time. */
  public long next() {
    long ceiling = Math.min(most, first << Math.min(attempts, 30));
    attempts++;
    return ceiling / 2 + random.nextLong(ceiling / 2 + 1);
  }

  /** Something valid was answered: start over. */
  public void reset() {
    attempts = 0;
  }
}
