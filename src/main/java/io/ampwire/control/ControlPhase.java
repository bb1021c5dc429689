package io.ampwire.control;

/** Where control of a charger stands, as documents and the diagram name it. */
public enum ControlPhase {
  /** No controller: the bridge sends no lifebit and writes only what a command asks for. */
  FREE,
  /** A controller holds the charger: the lifebit runs. */
  HELD,
  /** A controller holds a charger that does not answer: the lifebit waits for a verified value. */
  AWAY,
  /** A standing intent that resumes once everything it needs is proved. */
  SUSPENDED;

  /** Whether a controller holds the charger. */
  public boolean held() {
    return this == HELD || this == AWAY;
  }
}
