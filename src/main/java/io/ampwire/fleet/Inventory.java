package io.ampwire.fleet;

import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;

/**
 * The chargers that are ours and what each may do.
 *
 * @param digest SHA-256, hex, over what the inventory means; order and spelling left out
 */
public record Inventory(List<ChargerEntry> chargers, List<Group> groups, String digest) {
  public Inventory {
    chargers = List.copyOf(chargers);
    groups = List.copyOf(groups);
  }

  /** An inventory with its digest computed. */
  public static Inventory of(List<ChargerEntry> chargers, List<Group> groups) {
    return new Inventory(chargers, groups, InventoryDigest.of(chargers, groups));
  }

  /** The charger of that name. */
  public Optional<ChargerEntry> charger(ChargerId id) {
    return chargers.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }
}
