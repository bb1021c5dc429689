package io.ampwire.group;

import java.util.function.DoubleBinaryOperator;

/** Current of each phase of a feeder, A. */
public record PhaseAmps(double l1, double l2, double l3) {
  public static final PhaseAmps ZERO = new PhaseAmps(0, 0, 0);
  static final int COUNT = 3;

  /** The same current on each phase. */
  public static PhaseAmps each(double amps) {
    return new PhaseAmps(amps, amps, amps);
  }

  /** Current of a phase; 0 is L1. */
  public double of(int phase) {
    return switch (phase) {
      case 0 -> l1;
      case 1 -> l2;
      default -> l3;
    };
  }

  public PhaseAmps plus(PhaseAmps other) {
    return with(other, Double::sum);
  }

  public PhaseAmps minus(PhaseAmps other) {
    return with(other, (a, b) -> a - b);
  }

  /** Returns this, with no phase below the other's. */
  public PhaseAmps atLeast(PhaseAmps other) {
    return with(other, Math::max);
  }

  /** Returns this, with no phase above the other's. */
  public PhaseAmps atMost(PhaseAmps other) {
    return with(other, Math::min);
  }

  /** Sum over the phases. */
  public double sum() {
    return l1 + l2 + l3;
  }

  public double max() {
    return Math.max(l1, Math.max(l2, l3));
  }

  /** Whether every phase is at most the other's. */
  public boolean within(PhaseAmps other) {
    return l1 <= other.l1 && l2 <= other.l2 && l3 <= other.l3;
  }

  private PhaseAmps with(PhaseAmps other, DoubleBinaryOperator by) {
    return new PhaseAmps(
        by.applyAsDouble(l1, other.l1),
        by.applyAsDouble(l2, other.l2),
        by.applyAsDouble(l3, other.l3));
  }
}
