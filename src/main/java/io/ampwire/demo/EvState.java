package io.ampwire.demo;

/**
 * Where a simulated charger stands with its car. The numbers are those that a real one shows in
 * ev_state and ocpp_status; 2, 3 and 8 were seen on the wire.
 */
public enum EvState {
  FREE(2, 1),
  UNAUTHORISED(3, 2),
  READY(7, 2),
  CHARGING(8, 3),
  PAUSED(4, 5),
  FINISHED(7, 4);

  private final int evState;
  private final int ocppStatus;

  EvState(int evState, int ocppStatus) {
    this.evState = evState;
    this.ocppStatus = ocppStatus;
  }

  public int evState() {
    return evState;
  }

  public int ocppStatus() {
    return ocppStatus;
  }

  public boolean plugged() {
    return this != FREE;
  }

  /** Whether somebody was let in to charge. */
  public boolean session() {
    return this != FREE && this != UNAUTHORISED;
  }
}
