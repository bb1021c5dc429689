package io.ampwire.group;

import java.util.Optional;

/**
 * Check of a meter's values. It refuses what no feeder of this size carries. A jump of more than
 * half the feeder counts only when a second value confirms it, unless the load rises, because a
 * rise must act at once.
 */
final class MeterPlausibility {
  private static final double MOST = 3;
  private static final double JUMP = 0.5;
  private static final long MEMORY = 10_000_000_000L;

  private final double maxCurrent;
  private Optional<PhaseAmps> last = Optional.empty();
  private Optional<PhaseAmps> suspect = Optional.empty();
  private long lastAt;

  /**
   * @param maxCurrent of the feeder, A per phase
   */
  MeterPlausibility(double maxCurrent) {
    this.maxCurrent = maxCurrent;
  }

  boolean accepts(PhaseAmps load, long now) {
    double most = MOST * maxCurrent;
    if (!load.within(PhaseAmps.each(most)) || !PhaseAmps.each(-most).within(load)) {
      return false;
    }
    boolean recent = last.isPresent() && now - lastAt < MEMORY;
    boolean falls = recent && last.get().minus(load).max() > JUMP * maxCurrent;
    boolean confirmed = suspect.isPresent() && near(suspect.get(), load);
    if (falls && !confirmed) {
      suspect = Optional.of(load);
      return false;
    }
    suspect = Optional.empty();
    last = Optional.of(load);
    lastAt = now;
    return true;
  }

  private boolean near(PhaseAmps one, PhaseAmps other) {
    return one.minus(other).max() <= JUMP * maxCurrent / 2
        && other.minus(one).max() <= JUMP * maxCurrent / 2;
  }
}
