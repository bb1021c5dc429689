package io.ampwire.map;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Meaning of the codes of a device's state point for a vehicle.
 *
 * @param point point with the state; empty text if the map has none
 * @param currents points with the current of each phase
 */
public record Vehicle(
    String point,
    Set<Long> absent,
    Set<Long> unauthorised,
    Set<Long> ready,
    Set<Long> charging,
    Set<Long> fault,
    List<String> currents) {
  public static final Vehicle NONE =
      new Vehicle("", Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of());

  public Vehicle {
    absent = Set.copyOf(absent);
    unauthorised = Set.copyOf(unauthorised);
    ready = Set.copyOf(ready);
    charging = Set.copyOf(charging);
    fault = Set.copyOf(fault);
    currents = List.copyOf(currents);
  }

  /** Stage for a reading of the state point; unknown for a reading without a code. */
  public VehicleStage stage(OptionalLong code) {
    return code.isPresent() ? stage(code.getAsLong()) : VehicleStage.UNKNOWN;
  }

  /** Stage for a code of the state point. */
  public VehicleStage stage(long code) {
    if (fault.contains(code)) {
      return VehicleStage.FAULT;
    }
    if (charging.contains(code)) {
      return VehicleStage.CHARGING;
    }
    if (ready.contains(code)) {
      return VehicleStage.READY;
    }
    if (unauthorised.contains(code)) {
      return VehicleStage.UNAUTHORISED;
    }
    return absent.contains(code) ? VehicleStage.ABSENT : VehicleStage.UNKNOWN;
  }
}
