package io.ampwire.demo;

/**
 * The charger's side of the lifebit: whether somebody is in control. A controller writes 1, the
 * charger puts it back to 0; after too long a silence control is lost, and only a new set point
 * brings it back.
 */
final class Supervision {
  static final int DEACTIVATED = 2;
  private static final double CONSUMED_AFTER = 0.5;

  private final double timeout;
  private double silence = Double.POSITIVE_INFINITY;
  private int register;
  private boolean fellBack;

  /** Times are in seconds. */
  Supervision(double timeout) {
    this.timeout = timeout;
  }

  /** Somebody wrote the lifebit: 0, 1 or {@link #DEACTIVATED}. */
  void write(int value) {
    register = value;
    if (value == 1) {
      silence = 0;
    }
  }

  void setPointWritten() {
    fellBack = false;
  }

  void advance(double seconds) {
    boolean heard = silence < timeout;
    silence += seconds;
    if (register == 1 && silence >= CONSUMED_AFTER - 1e-9) {
      register = 0;
    }
    if (heard && silence >= timeout - 1e-9) {
      silence = Double.POSITIVE_INFINITY;
      fellBack = register != DEACTIVATED;
    }
  }

  /** Whether the set point counts, and not the fallback. */
  boolean controlled() {
    return register == DEACTIVATED || silence < timeout && !fellBack;
  }

  /** Whether control was lost and no set point was written since. */
  boolean fellBack() {
    return fellBack;
  }

  int register() {
    return register;
  }
}
