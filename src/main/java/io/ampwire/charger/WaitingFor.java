package io.ampwire.charger;

import io.ampwire.decode.Reading;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import java.util.Locale;
import java.util.function.Function;

/** Reason why a plugged-in vehicle does not charge. */
public enum WaitingFor {
  NONE,
  VEHICLE,
  AUTHORISATION,
  PAUSED,
  LIMIT,
  FAULT,
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /** Derives the reason from the state point and the set point, by the map's tables. */
  static WaitingFor of(RegisterMap map, Function<String, Reading> readings) {
    Vehicle vehicle = map.vehicle();
    return switch (vehicle.stage(name -> readings.apply(name).code())) {
      case CHARGING, ABSENT -> NONE;
      case FAULT -> FAULT;
      case UNAUTHORISED -> AUTHORISATION;
      case READY -> ready(map, readings);
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static WaitingFor ready(RegisterMap map, Function<String, Reading> readings) {
    Reading limit =
        map.setPoint().map(rule -> readings.apply(rule.point())).orElse(Reading.NOT_READ);
    boolean paused =
        limit.isValue() && map.setPoint().filter(r -> r.pauses(limit.number())).isPresent();
    return paused ? PAUSED : VEHICLE;
  }
}
