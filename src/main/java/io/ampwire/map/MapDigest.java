package io.ampwire.map;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fingerprint of what a map means. Titles, sources and licences are prose and stay out, so that
 * evidence survives a better sentence but not another address.
 */
public final class MapDigest {
  private MapDigest() {}

  /** SHA-256 in hex over the canonical text of the map. */
  public static String of(RegisterMap map) {
    StringBuilder text = new StringBuilder();
    text.append(map.id()).append('\n').append(map.link()).append('\n').append(map.identity());
    text.append('\n').append(map.lifebit()).append('\n').append(map.failSafe()).append('\n');
    text.append(map.setPoint()).append('\n').append(map.physics()).append('\n');
    appendVehicle(text, map.vehicle());
    for (Point point : map.points()) {
      append(text, point);
    }
    return Fingerprint.of(text.toString());
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
    text.append(meaning).append('\n');
  }
}
