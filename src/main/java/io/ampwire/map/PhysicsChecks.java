package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/** Checks that the laws of a map speak of points that exist and can obey them. */
final class PhysicsChecks {
  private final RegisterMap map;
  private final List<Finding> findings;
  private String path = "";

  private PhysicsChecks(RegisterMap map, List<Finding> findings) {
    this.map = map;
    this.findings = findings;
  }

  static void check(RegisterMap map, List<Finding> findings) {
    PhysicsChecks checks = new PhysicsChecks(map, findings);
    for (int i = 0; i < map.physics().size(); i++) {
      checks.relation("physics." + i, map.physics().get(i));
    }
  }

  private void relation(String at, Relation relation) {
    path = at;
    if (relation instanceof Relation.InRange law) {
      numbers(law.points());
      if (!(law.min() < law.max())) {
        fault("the range ends before it begins");
      }
    } else if (relation instanceof Relation.Mean law) {
      combined(law.result(), law.parts(), law.tolerance());
    } else if (relation instanceof Relation.Sum law) {
      combined(law.result(), law.parts(), law.tolerance());
    } else if (relation instanceof Relation.Power law) {
      power(law);
    } else if (relation instanceof Relation.Triangle law) {
      numbers(List.of(law.apparent(), law.active(), law.reactive()));
      tolerance(law.tolerance());
    } else if (relation instanceof Relation.Clock law) {
      numbers(law.points());
      clock(law.points());
    }
  }

  private void combined(String result, List<String> parts, double tolerance) {
    numbers(List.of(result));
    numbers(parts);
    tolerance(tolerance);
  }

  private void power(Relation.Power law) {
    combined(law.result(), law.voltages(), law.tolerance());
    numbers(law.currents());
    law.factor().ifPresent(name -> numbers(List.of(name)));
    if (law.voltages().size() != law.currents().size()) {
      fault("needs as many currents as voltages");
    }
    if (!(law.watts() > 0)) {
      fault("watts must be more than 0");
    }
  }

  private void clock(List<String> names) {
    for (String name : names) {
      if (map.point(name).filter(point -> !point.type().isInteger()).isPresent()) {
        fault("a clock counts whole seconds, '" + name + "' does not");
      }
    }
  }

  private void tolerance(double tolerance) {
    if (!(tolerance > 0 && tolerance < 1)) {
      fault("tolerance is relative, more than 0 and less than 1");
    }
  }

  private void numbers(List<String> names) {
    if (names.isEmpty()) {
      fault("names no points");
    }
    for (String name : names) {
      Optional<Point> point = map.point(name);
      if (point.isEmpty()) {
        fault("there is no point '" + name + "'");
      } else if (point.get().type() == ValueType.ASCII) {
        fault("'" + name + "' is text");
      }
    }
  }

  private void fault(String message) {
    findings.add(new Finding(path, message));
  }
}
