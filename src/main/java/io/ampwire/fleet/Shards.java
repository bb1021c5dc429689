package io.ampwire.fleet;

import io.ampwire.map.ChargerId;
import io.ampwire.map.Fingerprint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Assignment of chargers to the shards of an installation. Only host and port decide. Chargers
 * behind one socket therefore stay together, and bridges with different editions of the inventory
 * agree on the owner of a socket.
 */
public record Shards(int count) {
  private static final int HEX_DIGITS = 15;

  /** One shard, for a single bridge. */
  public static final Shards ONE = new Shards(1);

  /** The charger's shard, from 0. */
  public int of(ChargerEntry entry) {
    return of(entry.host(), entry.port());
  }

  int of(String host, int port) {
    String digest = Fingerprint.of(host.toLowerCase(Locale.ROOT) + ":" + port);
    return (int) (Long.parseLong(digest.substring(0, HEX_DIGITS), 16) % count);
  }

  /**
   * Returns a fault for each group whose members are in different shards, because a guard that sees
   * only some of its chargers protects nothing.
   */
  public List<String> divided(Inventory inventory) {
    return inventory.groups().stream()
        .flatMap(group -> divided(group, inventory).stream())
        .toList();
  }

  private Optional<String> divided(Group group, Inventory inventory) {
    TreeMap<ChargerId, Integer> members = new TreeMap<>();
    group.members().forEach(m -> inventory.charger(m).ifPresent(e -> members.put(m, of(e))));
    if (members.values().stream().distinct().count() <= 1) {
      return Optional.empty();
    }
    String where =
        members.entrySet().stream()
            .map(member -> member.getKey() + " in shard " + member.getValue())
            .collect(Collectors.joining(", "));
    return Optional.of(
        "groups."
            + group.name()
            + ": its members are not in one shard ("
            + where
            + "), so no bridge could guard the feeder; set ampwire.ownership.shards=1, which keeps"
            + " all chargers on one bridge and the others ready to take over");
  }
}
