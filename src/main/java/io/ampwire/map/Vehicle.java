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
}
