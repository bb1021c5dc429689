package io.ampwire.control;

import java.util.Random;

/**
 * Random delay of increases, so that a fleet that receives one command does not load the grid in
 * the same second. Decreases are never delayed. The charger's id seeds the sequence.
 */
final class IncreaseJitter {
  /** Leaves time to write, verify and answer within the ten seconds of a command. */
  private static final long MOST = 7_000_000_000L;

  private final long most;
  private final Random random;

  IncreaseJitter(ControlSettings settings) {
    this.most = Math.min(MOST, settings.permissions().spread().toNanos());
    this.random = new Random(settings.id().value().hashCode());
  }

  /** Delay of the next increase, ns. */
  long delay() {
    return most > 0 ? (long) (random.nextDouble() * most) : 0;
  }
}
