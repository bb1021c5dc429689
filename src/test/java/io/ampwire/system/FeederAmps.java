package io.ampwire.system;

/**
 * Current of a feeder, or what may flow through it.
 *
 * @param l1 A, as {@code l2} and {@code l3}
 * @param sum over the phases, A; infinite where a limit does not bound it
 */
record FeederAmps(double l1, double l2, double l3, double sum) {
  static final FeederAmps ZERO = load(0, 0, 0);
  private static final double ROUNDING = 0.01;

  static FeederAmps load(double l1, double l2, double l3) {
    return new FeederAmps(l1, l2, l3, l1 + l2 + l3);
  }

  /** A limit per phase. */
  static FeederAmps each(double amps) {
    return new FeederAmps(amps, amps, amps, Double.POSITIVE_INFINITY);
  }

  /** Adds a current to the named phases, 0 is L1. */
  FeederAmps plus(double amps, int[] phases) {
    double[] on = new double[3];
    for (int phase : phases) {
      on[phase] += amps;
    }
    return new FeederAmps(l1 + on[0], l2 + on[1], l3 + on[2], sum + on[0] + on[1] + on[2]);
  }

  /** Leaves what another load leaves, never less than 0. */
  FeederAmps minus(FeederAmps other) {
    return new FeederAmps(
        Math.max(0, l1 - other.l1),
        Math.max(0, l2 - other.l2),
        Math.max(0, l3 - other.l3),
        Math.max(0, sum - other.sum));
  }

  FeederAmps atLeast(FeederAmps other) {
    return new FeederAmps(
        Math.max(l1, other.l1),
        Math.max(l2, other.l2),
        Math.max(l3, other.l3),
        Math.max(sum, other.sum));
  }

  FeederAmps atMost(FeederAmps other) {
    return new FeederAmps(
        Math.min(l1, other.l1),
        Math.min(l2, other.l2),
        Math.min(l3, other.l3),
        Math.min(sum, other.sum));
  }

  /** How many phases exceed the bound; one more counts where the sum exceeds it. */
  int above(FeederAmps bound) {
    int count = 0;
    count += l1 > bound.l1 + ROUNDING ? 1 : 0;
    count += l2 > bound.l2 + ROUNDING ? 1 : 0;
    count += l3 > bound.l3 + ROUNDING ? 1 : 0;
    return count + (sum > bound.sum + ROUNDING ? 1 : 0);
  }

  @Override
  public String toString() {
    return "%.1f/%.1f/%.1f A, sum %.1f A".formatted(l1, l2, l3, sum);
  }
}
