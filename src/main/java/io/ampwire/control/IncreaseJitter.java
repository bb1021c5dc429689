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
  private final int seed;

  /** Null until an increase is delayed. */
  private Random random;

  IncreaseJitter(ControlSettings settings) {
    this.most = Math.min(MOST, settings.permissions().spread().toNanos());
    this.seed = settings.id().value().hashCode();
  }

  /** Delay of the next increase, ns. */
  long delay() {
    if (most <= 0) {
      return 0;
    }
    if (random == null) {
      random = new Random(seed);
    }
    return (long) (random.nextDouble() * most);
  }
}
