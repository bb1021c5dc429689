package io.ampwire.control;

/** Phase of a charger's control, as documents and the state diagram spell it. */
public enum ControlPhase {
  /** No controller holds the charger: the bridge sends no lifebit and writes only for commands. */
  FREE,
  /** A controller holds the charger: the bridge sends the lifebit. */
  HELD,
  /** A controller holds a charger that does not answer: the lifebit waits for a verified value. */
  AWAY,
  /** A standing intent waits to resume until all its conditions are proved. */
  SUSPENDED;

  /** Whether a controller holds the charger. */
  public boolean held() {
    return this == HELD || this == AWAY;
  }
}
