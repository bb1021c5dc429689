package io.ampwire.control;

import io.ampwire.charger.LaneSettings;
import java.util.Random;

/**
 * Spreads increases over a random delay, so that a fleet that is told the same thing does not load
 * the grid in the same second. Decreases never wait. The delay is the charger's own: seeded by its
 * name, the same in every run.
 */
final class IncreaseJitter {
  /** What leaves time to write, verify and answer. */
  private static final long MOST = 7_000_000_000L;

  private final long most;
  private final Random random;

  IncreaseJitter(LaneSettings settings) {
    this.most = Math.min(MOST, settings.permissions().spread().toNanos());
    this.random = new Random(settings.id().value().hashCode());
  }

  /** How long the next increase waits, ns. */
  long delay() {
    return most > 0 ? (long) (random.nextDouble() * most) : 0;
  }
}
