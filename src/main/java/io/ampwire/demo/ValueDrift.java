package io.ampwire.demo;

import java.util.Random;

/** Random variation around zero that returns to zero, like mains voltage. */
final class ValueDrift {
  private static final double SECONDS_OF_MEMORY = 20;

  private final double spread;
  private final double bound;
  private double value;

  ValueDrift(double spread, double bound) {
    this.spread = spread;
    this.bound = bound;
  }

  void advance(double seconds, Random random) {
    double kept = Math.exp(-seconds / SECONDS_OF_MEMORY);
    value = kept * value + spread * Math.sqrt(1 - kept * kept) * random.nextGaussian();
    value = Math.max(-bound, Math.min(bound, value));
  }

  double value() {
    return value;
  }
}
