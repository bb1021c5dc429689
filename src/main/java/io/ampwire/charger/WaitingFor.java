package io.ampwire.charger;

import io.ampwire.decode.Reading;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import java.util.Locale;
import java.util.function.Function;

/** Why a plugged car does not charge. */
public enum WaitingFor {
  NONE,
  VEHICLE,
  AUTHORISATION,
  PAUSED,
  LIMIT,
  FAULT,
  UNKNOWN;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Derived from the state point and the set point, by the map's tables. */
  static WaitingFor of(RegisterMap map, Function<String, Reading> readings) {
    Vehicle vehicle = map.vehicle();
    if (!(readings.apply(vehicle.point()) instanceof Reading.Whole state)) {
      return UNKNOWN;
    }
    if (vehicle.charging().contains(state.value()) || vehicle.absent().contains(state.value())) {
      return NONE;
    }
    if (vehicle.fault().contains(state.value())) {
      return FAULT;
    }
    if (vehicle.unauthorised().contains(state.value())) {
      return AUTHORISATION;
    }
    return vehicle.ready().contains(state.value()) ? ready(map, readings) : UNKNOWN;
  }

  private static WaitingFor ready(RegisterMap map, Function<String, Reading> readings) {
    Reading limit =
        map.setPoint().map(rule -> readings.apply(rule.point())).orElse(Reading.NOT_READ);
    boolean paused =
        limit.isValue() && map.setPoint().filter(r -> r.pauses(limit.number())).isPresent();
    return paused ? PAUSED : VEHICLE;
  }
}
