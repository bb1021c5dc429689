package io.ampwire.demo;

/**
 * Lifebit supervision on the charger's side: whether a controller is in control. A controller
 * writes 1 and the charger resets it to 0. After a timeout control is lost, and only a new set
 * point restores it.
 */
final class Supervision {
  static final int DEACTIVATED = 2;
  private static final double CONSUMED_AFTER = 0.5;

  private final double timeout;
  private double silence = Double.POSITIVE_INFINITY;
  private int register;
  private boolean fellBack;

  /** Creates the supervision; times are in seconds. */
  Supervision(double timeout) {
    this.timeout = timeout;
  }

  /** Handles a write of the lifebit: 0, 1 or {@link #DEACTIVATED}. */
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

  /** Whether the set point is in force instead of the fallback. */
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
