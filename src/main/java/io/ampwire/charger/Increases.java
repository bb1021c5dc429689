package io.ampwire.charger;

import java.util.Random;

/**
 * Spreads increases over a random delay, so that a fleet that is told the same thing does not load
 * the grid in the same second. Decreases never wait. The delay is the charger's own: seeded by its
 * name, the same in every run.
 */
final class Increases {
  private final Scheduler scheduler;
  private final long most;
  private final Random random;

  Increases(LaneSettings settings, Scheduler scheduler) {
    this.scheduler = scheduler;
    this.most = settings.permissions().spread().toNanos();
    this.random = new Random(settings.id().value().hashCode());
  }

  void when(boolean increase, Runnable write) {
    if (increase && most > 0) {
      scheduler.after((long) (random.nextDouble() * most), write);
    } else {
      write.run();
    }
  }
}
