package io.ampwire.fleet;

import io.ampwire.map.Fingerprint;
import io.ampwire.telemetry.ReportPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fingerprint of an inventory: the same chargers in another order are the same inventory. */
final class InventoryDigest {
  private InventoryDigest() {}

  static String of(List<ChargerEntry> chargers, List<Group> groups) {
    StringBuilder text = new StringBuilder();
    chargers.stream()
        .sorted(Comparator.comparing(ChargerEntry::id))
        .forEach(entry -> text.append(canonical(entry)).append('\n'));
    groups.stream()
        .sorted(Comparator.comparing(Group::name))
        .forEach(group -> text.append(canonical(group)).append('\n'));
    return Fingerprint.of(text.toString());
  }

  private static List<Object> canonical(ChargerEntry entry) {
    ReportPolicy publish = entry.publish();
    return List.of(
        entry.id(),
        entry.host(),
        entry.port(),
        entry.unit(),
        entry.tls(),
        entry.map().id(),
        entry.map().digest(),
        entry.order(),
        entry.scale(),
        entry.poll(),
        entry.timeout(),
        entry.maxCurrent(),
        entry.control(),
        entry.lease(),
        new TreeSet<>(entry.allowWrites()),
        entry.acceptNoFailsafe(),
        entry.acceptFallback(),
        entry.resumeWithin(),
        entry.spread(),
        new TreeSet<>(entry.acceptReferences()),
        publish.every(),
        new TreeMap<>(publish.deadband()),
        publish.heartbeat(),
        publish.points(),
        entry.description().name(),
        entry.description().site(),
        entry.description().tags());
  }

  private static List<Object> canonical(Group group) {
    return List.of(group.name(), group.maxCurrent(), new TreeSet<>(group.members()));
  }
}
