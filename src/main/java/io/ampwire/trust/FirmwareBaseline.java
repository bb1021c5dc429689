package io.ampwire.trust;

import io.ampwire.map.WordOrder;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a charger on which a map holds, kept for the next process so that a change of
 * firmware while no bridge runs is noticed.
 *
 * @param map id of the map
 * @param order proved word order; empty if it was not proved
 * @param answered required points that had a value in every poll
 * @param known coded points whose code the map knew in every poll
 */
public record FirmwareBaseline(
    String map,
    Optional<String> reference,
    Optional<String> firmware,
    Optional<WordOrder> order,
    Set<String> answered,
    Set<String> known) {
  public FirmwareBaseline {
    answered = Set.copyOf(answered);
    known = Set.copyOf(known);
  }

  /** The identity that the next process compares with. */
  public DeviceIdentity identity() {
    return new DeviceIdentity(reference, firmware, Optional.empty(), DeviceIdentity.Fit.UNKNOWN);
  }
}
