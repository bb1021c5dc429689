package io.ampwire.group;

/** Phases of the feeder that a charger loads. */
public record PhaseUse(boolean l1, boolean l2, boolean l3) {
  public static final PhaseUse ALL = new PhaseUse(true, true, true);

  /** The current of a charger that draws as much on each phase that it uses. */
  public PhaseAmps draws(double amps) {
    return new PhaseAmps(l1 ? amps : 0, l2 ? amps : 0, l3 ? amps : 0);
  }

  int count() {
    return (l1 ? 1 : 0) + (l2 ? 1 : 0) + (l3 ? 1 : 0);
  }
}
