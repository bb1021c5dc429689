package io.ampwire.map;

import java.util.List;
import java.util.stream.Stream;

/**
 * Checks of write rules. They are the strictest part of a map, because a write changes a current.
 */
final class WriteChecks {
  private WriteChecks() {}

  static void check(RegisterMap map, int index, List<Finding> findings) {
    Point point = map.points().get(index);
    String path = "points." + index + ".write";
    if (point.writable() && point.writeFunction() == 6 && point.registers() > 1) {
      findings.add(
          new Finding(
              "points." + index + ".write-function",
              "function 6 writes one register, '" + point.name() + "' has " + point.registers()));
    }
    if (point.write().isEmpty()) {
      if (point.writable()
          && !isLifebit(map, point)
          && !isFallback(map, point)
          && !isStep(map, point)) {
        findings.add(
            new Finding(
                "points." + index + ".access",
                "writable, but no write rule: say what may be written with write: { range } or {"
                    + " also }"));
      }
      return;
    }
    if (isLifebit(map, point)) {
      findings.add(new Finding(path, "the lifebit is the bridge's own, no command writes it"));
    }
    if (!point.writable()) {
      findings.add(new Finding(path, "'" + point.name() + "' is read-only"));
    }
    if (point.type().isText()) {
      findings.add(new Finding(path, "text is never written"));
      return;
    }
    rule(point, point.write().get(), path, findings);
    if (isFallback(map, point) && !point.write().get().capped()) {
      findings.add(new Finding(path + ".capped", "a fallback current must be capped"));
    }
  }

  private static void rule(Point point, WriteRule rule, String path, List<Finding> findings) {
    if (rule.range().isEmpty() && rule.also().isEmpty()) {
      findings.add(new Finding(path, "allows nothing: give range or also"));
    }
    rule.range().ifPresent(range -> range(point, range, path + ".range", findings));
    for (long value : rule.also()) {
      if (!carries(point, value)) {
        findings.add(new Finding(path + ".also", point.typeName() + " does not carry " + value));
      }
    }
    for (Long code : point.sentinels().keySet()) {
      forbidden(
          point, rule, code, "the sentinel '" + point.sentinels().get(code) + "'", path, findings);
    }
    for (Long code : point.notAvailable()) {
      forbidden(point, rule, code, "'not available'", path, findings);
    }
    if (point.access() == PointAccess.WRITE && rule.readback() == WriteRule.Readback.VALUE) {
      findings.add(new Finding(path + ".readback", "a write-only point is not read back"));
    }
    rule.step().ifPresent(step -> step(point, step, path + ".step", findings));
    if (rule.settle().isNegative()) {
      findings.add(new Finding(path + ".settle", "must not be negative"));
    }
  }

  private static void step(Point point, Decimal size, String path, List<Finding> findings) {
    double step = size.toDouble();
    double registers = step / point.scale();
    if (!(step > 0 && step <= 1)) {
      findings.add(new Finding(path, "must be above 0 and at most 1, with at most three decimals"));
    } else if (!point.type().isFloat() && Math.abs(registers - Math.rint(registers)) > 1e-6) {
      findings.add(new Finding(path, "must be a multiple of the scale, " + point.scale()));
    }
  }

  private static void range(Point point, Range range, String path, List<Finding> findings) {
    boolean whole = Math.rint(range.min()) == range.min() && Math.rint(range.max()) == range.max();
    if (!whole || range.min() > range.max()) {
      findings.add(new Finding(path, "must be whole numbers, the smaller one first"));
    }
    if (!carries(point, range.min()) || !carries(point, range.max())) {
      String span = (long) range.min() + ".." + (long) range.max();
      findings.add(new Finding(path, span + " is not inside " + point.typeName()));
    }
  }

  private static void forbidden(
      Point point, WriteRule rule, long raw, String what, String path, List<Finding> findings) {
    double value = raw * point.scale();
    boolean writable =
        rule.range().filter(range -> range.contains(value)).isPresent()
            || rule.also().stream().anyMatch(single -> single == value);
    if (writable) {
      findings.add(new Finding(path, "would write " + raw + ", which means " + what));
    }
  }

  private static boolean carries(Point point, double value) {
    double raw = value / point.scale();
    boolean integer = point.type().isInteger();
    return !integer || (raw >= point.type().min() && raw <= point.type().max());
  }

  private static boolean isLifebit(RegisterMap map, Point point) {
    return map.lifebit()
        .filter(rule -> !rule.scheme().rewritesSetPoint())
        .filter(rule -> rule.point().equals(point.name()))
        .isPresent();
  }

  /** Whether a control sequence writes the point, so that it needs no rule for commands. */
  private static boolean isStep(RegisterMap map, Point point) {
    return Stream.concat(
            map.sequences().given().values().stream().flatMap(List::stream),
            map.phases().stream().flatMap(phases -> phases.then().stream()))
        .anyMatch(step -> step.point().filter(point.name()::equals).isPresent());
  }

  private static boolean isFallback(RegisterMap map, Point point) {
    return map.failSafe().points().contains(point.name())
        || map.failSafe().timeoutPoint().filter(point.name()::equals).isPresent();
  }
}
