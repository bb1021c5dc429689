package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * Points with the same role in every charger, whatever its maker calls them. The roles come from
 * the map's tables and laws. A map without those has fewer roles but never wrong ones.
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

  /** Returns the roles of a map, which all of its chargers share. */
  public static Roles of(RegisterMap map) {
    return map.derived(Roles.class, Roles::in);
  }

  private static Roles in(RegisterMap map) {
    Optional<PhysicsLaw.Power> law = map.powerLaw();
    return new Roles(
        Optional.of(map.vehicle().point()).filter(name -> !name.isEmpty()),
        law.map(PhysicsLaw.Power::result),
        map.vehicle().currents(),
        law.map(PhysicsLaw.Power::voltages).orElse(List.of()),
        map.setPoint().map(SetPointRule::point),
        map.points().stream().filter(p -> isState(map, p)).map(Point::name).toList());
  }

  /**
   * Whether changes are reported: codes, bits and writable points, except the lifebit, which
   * changes constantly and carries no information.
   */
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
