package io.ampwire.group;

import java.util.List;

/**
 * Detector of the phases that a car loads, from the measured currents. A car counts on all phases
 * until it has drawn on the same ones for {@value #STEADY_SECONDS} s. Any current on another phase,
 * or a car that left, counts it on all phases again at once. A charger without known phases counts
 * on all.
 */
final class PhaseDetector {
  private static final int STEADY_SECONDS = 20;
  private static final long STEADY = STEADY_SECONDS * 1_000_000_000L;
  private static final double DRAWS = 3;
  private static final double NOISE = 1;

  private final List<Integer> phases;
  private PhaseUse use = PhaseUse.ALL;
  private PhaseUse candidate = PhaseUse.ALL;
  private long since;

  PhaseDetector(List<Integer> phases) {
    this.phases = phases;
  }

  PhaseUse use() {
    return use;
  }

  void unplugged() {
    use = wired();
    candidate = use;
  }

  /** Records the currents of a poll. */
  void observe(List<Double> currents, long now) {
    if (phases.isEmpty() || currents.size() < phases.size() || currents.contains(Double.NaN)) {
      use = wired();
      return;
    }
    boolean[] loaded = new boolean[PhaseAmps.COUNT];
    double most = 0;
    for (int i = 0; i < phases.size(); i++) {
      loaded[phases.get(i)] = currents.get(i) > NOISE;
      most = Math.max(most, currents.get(i));
    }
    PhaseUse seen = new PhaseUse(loaded[0], loaded[1], loaded[2]);
    if (exceeds(seen, use)) {
      use = wired();
      candidate = seen;
      since = now;
    }
    if (most < DRAWS) {
      return;
    }
    if (!seen.equals(candidate)) {
      candidate = seen;
      since = now;
    } else if (now - since >= STEADY) {
      use = seen;
    }
  }

  /** The phases to which the charger is connected. */
  private PhaseUse wired() {
    return phases.isEmpty()
        ? PhaseUse.ALL
        : new PhaseUse(phases.contains(0), phases.contains(1), phases.contains(2));
  }

  private static boolean exceeds(PhaseUse seen, PhaseUse use) {
    return seen.l1() && !use.l1() || seen.l2() && !use.l2() || seen.l3() && !use.l3();
  }
}
