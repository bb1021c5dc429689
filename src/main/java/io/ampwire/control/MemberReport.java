package io.ampwire.control;

import io.ampwire.map.Vehicle;
import java.util.List;
import java.util.OptionalLong;

/**
 * State of one charger, as a group that shares its limit needs it.
 *
 * @param at monotonic time of the charger's last answer, ns
 * @param answers whether the charger answers
 * @param writable whether a lower cap may reach the charger, also where it answers no reads
 * @param currents measured current of each of the charger's own phases, A; NaN where it is unknown,
 *     empty if the map has none
 */
public record MemberReport(
    long at,
    boolean answers,
    boolean writable,
    Limit limit,
    List<Double> currents,
    Vehicle.Stage stage) {
  public MemberReport {
    currents = List.copyOf(currents);
  }

  /**
   * What the charger may draw.
   *
   * @param held whether the bridge holds control, so that the fallback does not apply
   * @param settled whether no write is in progress and none is unproved
   * @param generation of the cap that the charger's lane has enforced or is about to enforce
   * @param most the larger of the set point in force and its register, A
   * @param fallback fallback current without a controller, A
   * @param wanted set point of a controller other than the group, A
   */
  public record Limit(
      boolean held,
      boolean settled,
      long generation,
      double most,
      double fallback,
      OptionalLong wanted) {}
}
