package io.ampwire.map;

import java.util.Locale;

/** Progress of a vehicle's visit, independent of the codes of any device. */
public enum VehicleStage {
  ABSENT,
  UNAUTHORISED,
  READY,
  CHARGING,
  FAULT,
  UNKNOWN;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
