package io.ampwire.charger;

import io.ampwire.decode.Reading;
import io.ampwire.map.Vehicle;
import java.util.Locale;

/** How far a car's visit is, in words that no device's table is needed for. */
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

  /** The stage that the map's table gives to a reading of the state point. */
  public static VehicleStage of(Vehicle vehicle, Reading state) {
    if (!(state instanceof Reading.Whole code)) {
      return UNKNOWN;
    }
    if (vehicle.fault().contains(code.value())) {
      return FAULT;
    }
    if (vehicle.charging().contains(code.value())) {
      return CHARGING;
    }
    if (vehicle.ready().contains(code.value())) {
      return READY;
    }
    if (vehicle.unauthorised().contains(code.value())) {
      return UNAUTHORISED;
    }
    return vehicle.absent().contains(code.value()) ? ABSENT : UNKNOWN;
  }
}
