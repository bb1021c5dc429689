package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * Points that play the same part in every charger, whatever its maker calls them. They are taken
 * from the map's tables and laws; a map without those has fewer roles, never wrong ones.
 *
 * @param state the vehicle's state
 * @param power active power of all phases
 * @param currents one per phase
 * @param voltages one per phase
 * @param setPoint the limit of the current
 * @param reportedOnChange points whose every change is reported: states, faults and set points, not
 *     measurements
 */
public record Roles(
    Optional<String> state,
    Optional<String> power,
    List<String> currents,
    List<String> voltages,
    Optional<String> setPoint,
    List<String> reportedOnChange) {
  public Roles {
    currents = List.copyOf(currents);
    voltages = List.copyOf(voltages);
    reportedOnChange = List.copyOf(reportedOnChange);
  }

  /** The roles that a map gives. */
  public static Roles of(RegisterMap map) {
    Optional<Relation.Power> law = map.powerLaw();
    return new Roles(
        Optional.of(map.vehicle().point()).filter(name -> !name.isEmpty()),
        law.map(Relation.Power::result),
        map.vehicle().currents(),
        law.map(Relation.Power::voltages).orElse(List.of()),
        map.setPoint().map(SetPointRule::point),
        map.points().stream().filter(p -> isState(map, p)).map(Point::name).toList());
  }

  /** Codes, bits and what can be set; but the lifebit changes all the time and says nothing. */
  private static boolean isState(RegisterMap map, Point point) {
    String name = point.name();
    boolean lifebit = map.lifebit().filter(rule -> rule.point().equals(name)).isPresent();
    boolean limit = map.setPoint().filter(rule -> rule.point().equals(name)).isPresent();
    boolean says =
        point.bitfield()
            || point.writable()
            || !point.labels().isEmpty()
            || map.vehicle().point().equals(name);
    return limit || says && !lifebit;
  }
}
