package io.ampwire.fleet;

import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;

/**
 * Inventory: the chargers of this installation and their permissions.
 *
 * @param digest SHA-256, hex, over the meaning of the inventory; order and spelling do not count
 */
public record Inventory(List<ChargerEntry> chargers, List<Group> groups, String digest) {
  public Inventory {
    chargers = List.copyOf(chargers);
    groups = List.copyOf(groups);
  }

  /** Creates an inventory and computes its digest. */
  public static Inventory of(List<ChargerEntry> chargers, List<Group> groups) {
    return new Inventory(chargers, groups, InventoryDigest.of(chargers, groups));
  }

  /** Returns the charger of that name. */
  public Optional<ChargerEntry> charger(ChargerId id) {
    return chargers.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }
}
