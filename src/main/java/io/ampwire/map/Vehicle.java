package io.ampwire.map;

import java.util.List;
import java.util.Set;

/**
 * What the codes of the state point mean for a car, so that the core needs no device's table.
 *
 * @param point the point with the state
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
}
