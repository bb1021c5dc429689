package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * Which points say what every charger has to say, whatever its maker calls them. Taken from the
 * map's tables and laws; a map without them has fewer roles, never wrong ones.
 *
 * @param state the vehicle's state
 * @param power active power of all phases
 * @param currents one per phase
 * @param voltages one per phase
 * @param setPoint the limit of the current
 * @param told points of which every change is news: states, faults and set points, not what is
 *     measured
 */
public record Roles(
    Optional<String> state,
    Optional<String> power,
    List<String> currents,
    List<String> voltages,
    Optional<String> setPoint,
    List<String> told) {
  public Roles {
    currents = List.copyOf(currents);
    voltages = List.copyOf(voltages);
    told = List.copyOf(told);
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
        map.points().stream().filter(p -> told(map, p)).map(Point::name).toList());
  }

  /** Codes, bits and what can be set; but the lifebit changes all the time and says nothing. */
  private static boolean told(RegisterMap map, Point point) {
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
