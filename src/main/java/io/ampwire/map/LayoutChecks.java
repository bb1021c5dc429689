package io.ampwire.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks of point addresses: inside the address space, readable in one request, not overlapping.
 */
final class LayoutChecks {
  /** Most points that one finding lists. */
  private static final int NAMED = 5;

  private LayoutChecks() {}

  static void check(RegisterMap map, List<Finding> findings) {
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < map.points().size(); i++) {
      Point point = map.points().get(i);
      Integer first = names.putIfAbsent(point.name(), i);
      if (first != null) {
        findings.add(
            new Finding(
                "points." + i + ".name",
                "'"
                    + point.name()
                    + "' is already the name of the point at "
                    + map.points().get(first).address()));
      }
      place(map, point, "points." + i, findings);
      overlap(map, i, findings);
    }
  }

  private static void place(RegisterMap map, Point point, String path, List<Finding> findings) {
    if (point.address() < 0 || point.address() > 65535) {
      findings.add(new Finding(path + ".address", "must be 0..65535, not " + point.address()));
    } else if ((long) point.address() + point.registers() > 65536) {
      findings.add(
          new Finding(
              path + ".address",
              point.registers() + " registers from " + point.address() + " run past 65535"));
    }
    int most = Math.min(125, map.link().maxRegisters());
    if (point.registers() > most) {
      findings.add(
          new Finding(
              path + ".registers",
              point.registers() + " registers, but one read takes at most " + most));
    }
  }

  private static void overlap(RegisterMap map, int index, List<Finding> findings) {
    Point point = map.points().get(index);
    List<String> others =
        map.points().subList(0, index).stream()
            .filter(other -> sameSpace(map, point, other) && meet(point, other))
            .limit(NAMED)
            .map(other -> "'" + other.name() + "' at " + other.address())
            .toList();
    if (!others.isEmpty()) {
      findings.add(
          new Finding(
              "points." + index + ".address",
              "'" + point.name() + "' overlaps " + String.join(", ", others)));
    }
  }

  private static boolean meet(Point one, Point other) {
    return one.address() < (long) other.address() + other.registers()
        && other.address() < (long) one.address() + one.registers();
  }

  private static boolean sameSpace(RegisterMap map, Point one, Point other) {
    Optional<Integer> own = Optional.of(map.link().unit());
    return one.readFunction() == other.readFunction()
        && one.unitId().or(() -> own).equals(other.unitId().or(() -> own))
        && !apart(one.firmware(), other.firmware())
        && !apart(other.firmware(), one.firmware());
  }

  /** Whether every firmware of the second point is later than the last of the first. */
  private static boolean apart(FirmwareSpan one, FirmwareSpan other) {
    return one.below().isPresent()
        && other.from().isPresent()
        && FirmwareSpan.compare(other.from().get(), one.below().get()) >= 0;
  }
}
