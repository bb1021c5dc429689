package io.ampwire.demo;

/**
 * State of a simulated charging session. The numbers are those of ev_state and ocpp_status of a
 * real charger; 2, 3 and 8 were observed on the wire.
 */
public enum VehicleStayState {
  FREE(2, 1),
  UNAUTHORISED(3, 2),
  READY(7, 2),
  CHARGING(8, 3),
  PAUSED(4, 5),
  FINISHED(7, 4);

  private final int evState;
  private final int ocppStatus;

  VehicleStayState(int evState, int ocppStatus) {
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

  /** Whether charging was authorised. */
  public boolean session() {
    return this != FREE && this != UNAUTHORISED;
  }
}
