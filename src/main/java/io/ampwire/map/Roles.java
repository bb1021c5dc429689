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
 */
public record Roles(
    Optional<String> state,
    Optional<String> power,
    List<String> currents,
    List<String> voltages,
    Optional<String> setPoint) {
  public Roles {
    currents = List.copyOf(currents);
    voltages = List.copyOf(voltages);
  }

  /** The roles that a map gives. */
  public static Roles of(RegisterMap map) {
    Optional<Relation.Power> law =
        map.physics().stream()
            .filter(Relation.Power.class::isInstance)
            .map(Relation.Power.class::cast)
            .findFirst();
    return new Roles(
        Optional.of(map.vehicle().point()).filter(name -> !name.isEmpty()),
        law.map(Relation.Power::result),
        map.vehicle().currents(),
        law.map(Relation.Power::voltages).orElse(List.of()),
        map.setPoint().map(SetPointRule::point));
  }
}
