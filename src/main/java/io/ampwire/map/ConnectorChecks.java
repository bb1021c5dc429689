package io.ampwire.map;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Checks of the connectors of a map: their number, and that their registers are apart. */
final class ConnectorChecks {
  private static final String PATH = "link.connectors";

  private ConnectorChecks() {}

  static void check(RegisterMap map, List<Finding> findings) {
    Connectors connectors = map.link().connectors();
    if (connectors.equals(Connectors.ONE)) {
      return;
    }
    boolean byUnit = !connectors.units().isEmpty();
    LinkChecks.range(
        findings, PATH + (byUnit ? ".units" : ".count"), connectors.count(), 2, Connectors.MOST);
    if (byUnit) {
      units(connectors, findings);
    } else {
      LinkChecks.range(findings, PATH + ".stride", connectors.stride(), 1, 65535);
      registers(map, findings);
    }
  }

  private static void units(Connectors connectors, List<Finding> findings) {
    if (connectors.stride() != 0) {
      findings.add(new Finding(PATH, "give units, or count and stride, not both"));
    }
    for (int i = 0; i < connectors.units().size(); i++) {
      LinkChecks.range(findings, PATH + ".units." + i, connectors.units().get(i), 0, 255);
    }
    if (new HashSet<>(connectors.units()).size() != connectors.units().size()) {
      findings.add(new Finding(PATH + ".units", "two connectors have the same unit"));
    }
  }

  /**
   * The same stride lies between any two connectors, so the first one against the others is enough.
   */
  private static void registers(RegisterMap map, List<Finding> findings) {
    Connectors connectors = map.link().connectors();
    Map<List<Integer>, BitSet> first = new HashMap<>();
    for (Point point : map.points()) {
      if (point.address() >= 0 && point.end() <= 65536) {
        first
            .computeIfAbsent(space(map, point), space -> new BitSet())
            .set(point.address(), point.end());
      }
    }
    int last = connectors.shift(Math.min(connectors.count(), Connectors.MOST));
    for (Point point : map.points()) {
      if (point.scope() == PointScope.DEVICE || point.address() < 0) {
        continue;
      }
      if ((long) point.end() + last > 65536) {
        findings.add(
            new Finding(
                PATH + ".stride",
                "'" + point.name() + "' of connector " + connectors.count() + " is past 65535"));
        return;
      }
      BitSet taken = first.get(space(map, point));
      for (int n = 2; n <= Math.min(connectors.count(), Connectors.MOST); n++) {
        int from = point.address() + connectors.shift(n);
        int met = taken.nextSetBit(from);
        if (met >= 0 && met < from + point.registers()) {
          findings.add(
              new Finding(
                  PATH + ".stride",
                  "'%s' of connector %d is at %d, where connector 1 or the device has a point"
                      .formatted(point.name(), n, met)));
          return;
        }
      }
    }
  }

  private static List<Integer> space(RegisterMap map, Point point) {
    return List.of(point.unitId().orElse(map.link().unit()), point.readFunction());
  }
}
