package io.ampwire.fleet;

import io.ampwire.command.Permissions;
import io.ampwire.map.CanonicalForm;
import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.ReportPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Digest of an inventory; the order of its chargers does not count. */
final class InventoryDigest {
  private InventoryDigest() {}

  static String of(List<ChargerEntry> chargers, List<Group> groups) {
    CanonicalForm form = new CanonicalForm("inventory").size(chargers.size());
    chargers.stream()
        .sorted(Comparator.comparing(ChargerEntry::id))
        .forEach(entry -> charger(form, entry));
    form.size(groups.size());
    groups.stream().sorted(Comparator.comparing(Group::name)).forEach(group -> group(form, group));
    return form.digest();
  }

  private static void charger(CanonicalForm form, ChargerEntry entry) {
    Permissions permissions = entry.permissions();
    ReportPolicy publish = entry.publish();
    form.text(entry.id().value())
        .text(entry.host())
        .number(entry.port())
        .number(entry.unit())
        .optional(entry.tls().map(Object::toString))
        .optional(
            Optional.of(entry)
                .filter(e -> e.transport().rtu())
                .map(e -> e.transport().uri(e.host(), e.port())))
        .optional(
            Optional.of(entry.address().connector())
                .filter(connector -> connector > 1)
                .map(connector -> "connector " + connector))
        .text(entry.map().id())
        .text(entry.map().digest())
        .constant(entry.format().order())
        .constant(entry.format().scale())
        .text(entry.poll().toString())
        .text(entry.timeout().toString())
        .optional(permissions.maxCurrent())
        .constant(permissions.mode())
        .text(permissions.lease().toString())
        .texts(permissions.allowWrites().stream().sorted().toList())
        .flag(permissions.accepted().noFailsafe())
        .flag(permissions.accepted().fallback())
        .flag(permissions.armFailsafe())
        .text(permissions.resumeWithin().toString())
        .text(permissions.spread().toString())
        .texts(permissions.accepted().references().stream().sorted().toList())
        .text(publish.every().toString())
        .size(publish.deadband().size());
    new TreeMap<>(publish.deadband()).forEach((point, band) -> form.text(point).decimal(band));
    form.text(publish.heartbeat().toString())
        .flag(publish.points())
        .optional(entry.description().name())
        .optional(entry.description().site())
        .texts(entry.description().tags());
    if (publish.tags()) {
      // Without it the digest stays what it was before the key existed.
      form.text("publish.tags");
    }
  }

  private static void group(CanonicalForm form, Group group) {
    form.text(group.name())
        .number(group.maxCurrent())
        .texts(group.members().stream().map(ChargerId::value).sorted().toList());
    // A group without shares keeps the digest that it had before shares existed.
    group.limits().ifPresent(limits -> form.text(limits.toString()));
  }
}
