package io.ampwire.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fingerprint of what a map means. Titles, sources and licences are prose and stay out, so that
 * evidence survives a better sentence but not another address.
 */
public final class MapDigest {
  private MapDigest() {}

  /** SHA-256 in hex over the canonical text of the map. */
  public static String of(RegisterMap map) {
    StringBuilder text = new StringBuilder();
    text.append(map.id()).append('\n').append(link(map.link())).append('\n');
    text.append(identity(map.identity()));
    text.append('\n')
        .append(map.lifebit().map(MapDigest::lifebit))
        .append('\n')
        .append(failSafe(map.failSafe()))
        .append('\n');
    text.append(setPoint(map.setPoint())).append('\n').append(map.physics()).append('\n');
    appendVehicle(text, map.vehicle());
    for (Point point : map.points()) {
      append(text, point);
    }
    return Fingerprint.of(text.toString());
  }

  /** Which models were shown to have the map changes nothing of what it means. */
  private static String identity(IdentityRule rule) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("reference", rule.reference());
    parts.put("model", rule.model());
    parts.put("firmware", rule.firmware());
    parts.put("families", rule.families());
    return spelled("Identity", parts);
  }

  /** What came later to the format is not spelled where a map does not use it. */
  private static String link(LinkSettings link) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("port", link.port());
    parts.put("unit", link.unit());
    parts.put("order", link.order());
    parts.put("readFunction", link.readFunction());
    parts.put("writeFunction", link.writeFunction());
    parts.put("maxRegisters", link.maxRegisters());
    parts.put("blockReads", link.blockReads());
    parts.put("windows", link.windows());
    if (!link.spacing().isZero()) {
      parts.put("spacing", link.spacing());
    }
    return spelled("Link", parts);
  }

  private static String lifebit(LifebitRule rule) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("scheme", rule.scheme().label().toUpperCase(Locale.ROOT).replace('-', '_'));
    parts.put("point", rule.point());
    parts.put("value", rule.value());
    parts.put("period", rule.period());
    parts.put("disabled", rule.disabled());
    parts.put("cleared", rule.cleared());
    return spelled("LifebitRule", parts);
  }

  private static String failSafe(FailSafe rule) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("points", rule.points());
    parts.put("timeout", rule.timeout());
    parts.put("timeoutPoint", rule.timeoutPoint());
    rule.disabled().ifPresent(reading -> parts.put("disabled", reading));
    parts.put("resend", rule.resend());
    return spelled("FailSafe", parts);
  }

  private static String setPoint(Optional<SetPointRule> rule) {
    if (rule.isEmpty()) {
      return "Optional.empty";
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("point", rule.get().point());
    rule.get().pause().ifPresent(pause -> parts.put("pause", pause));
    return "Optional[" + spelled("SetPointRule", parts) + "]";
  }

  private static String spelled(String name, Map<String, Object> parts) {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(", ", name + "[", "]"));
  }

  private static void appendVehicle(StringBuilder text, Vehicle v) {
    text.append(v.point());
    for (var codes : List.of(v.absent(), v.unauthorised(), v.ready(), v.charging(), v.fault())) {
      text.append(new TreeSet<>(codes));
    }
    text.append(v.currents()).append('\n');
  }

  private static void append(StringBuilder text, Point p) {
    List<Object> meaning =
        List.of(
            p.name(),
            p.address(),
            p.registers(),
            p.type(),
            p.order(),
            p.scale(),
            p.unit(),
            p.access(),
            p.cadence(),
            p.readFunction(),
            p.writeFunction(),
            p.unitId(),
            p.firmware(),
            p.bitfield(),
            new TreeSet<>(p.notAvailable()),
            new TreeMap<>(p.sentinels()),
            p.labels(),
            p.plausible(),
            p.write());
    text.append(meaning);
    if (!p.coding().equals(Coding.PLAIN)) {
      text.append(p.coding());
    }
    text.append('\n');
  }
}
