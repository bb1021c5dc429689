package io.ampwire.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Checks of the roles of points: identity, lifebit, fail-safe, set point, vehicle. */
final class RoleChecks {
  private final RegisterMap map;
  private final List<Finding> findings;

  private RoleChecks(RegisterMap map, List<Finding> findings) {
    this.map = map;
    this.findings = findings;
  }

  static void check(RegisterMap map, List<Finding> findings) {
    RoleChecks checks = new RoleChecks(map, findings);
    checks.identity();
    map.lifebit().ifPresent(checks::lifebit);
    checks.failSafe();
    map.setPoint().ifPresent(checks::setPoint);
    checks.vehicle();
  }

  private void identity() {
    IdentityRule identity = map.identity();
    identity
        .reference()
        .flatMap(name -> known("identity.reference", name))
        .filter(point -> !point.type().isText())
        .ifPresent(point -> fault("identity.reference", "a reference is text (ASCII, UTF16)"));
    identity.model().ifPresent(name -> known("identity.model", name));
    each("identity.firmware", identity.firmware());
    if (!identity.families().isEmpty() && identity.reference().isEmpty()) {
      fault("identity.families", "families need a reference to compare with");
    }
    for (int i = 0; i < identity.references().size(); i++) {
      String listed = identity.references().get(i);
      if (identity.families().stream().noneMatch(listed::startsWith)) {
        fault("identity.references." + i, "'" + listed + "' is of none of the families");
      }
    }
  }

  private void lifebit(LifebitRule rule) {
    if (rule.period().toMillis() < 1) {
      fault("lifebit.period", "must be positive");
    }
    if (!rule.scheme().writes() && rule.point().isEmpty()) {
      return;
    }
    known("lifebit.point", rule.point()).ifPresent(point -> lifebit(rule, point));
    boolean rewrites = rule.scheme().rewritesSetPoint();
    if (rewrites && !map.setPoint().map(SetPointRule::point).equals(Optional.of(rule.point()))) {
      fault("lifebit.point", "rewrite-set-point is about the set point");
    }
  }

  private void lifebit(LifebitRule rule, Point point) {
    if (!rule.scheme().writes()) {
      return;
    }
    if (!point.writable()) {
      fault("lifebit.point", "'" + point.name() + "' is read-only");
    }
    if (!point.type().isInteger() && !rule.scheme().rewritesSetPoint()) {
      fault("lifebit.point", "'" + point.name() + "' is not a whole number");
    } else if (rule.value() < point.type().min() || rule.value() > point.type().max()) {
      fault("lifebit.value", point.typeName() + " does not carry " + rule.value());
    }
    if (rule.disabled().equals(OptionalLong.of(rule.value()))) {
      fault("lifebit.value", rule.value() + " switches the supervision off");
    }
    worn("lifebit.point", point);
  }

  private void failSafe() {
    each("fail-safe.points", map.failSafe().points());
    map.failSafe().timeoutPoint().ifPresent(name -> known("fail-safe.timeout-point", name));
    if (map.failSafe().disabled().isPresent() && map.failSafe().timeoutPoint().isEmpty()) {
      fault("fail-safe.disabled", "needs a timeout-point that reads it");
    }
  }

  private void setPoint(SetPointRule rule) {
    Optional<Point> point = known("set-point.point", rule.point());
    if (point.isEmpty()) {
      return;
    }
    worn("set-point.point", point.get());
    Optional<WriteRule> write = point.get().write();
    if (write.isEmpty()) {
      fault("set-point.point", "'" + rule.point() + "' has no write rule");
    } else {
      if (!write.get().capped()) {
        fault("set-point.point", "the set point must be capped by the outlet's max-current");
      }
      rule.pause()
          .ifPresent(
              pause -> {
                if (!write.get().allows(pause, OptionalLong.empty())) {
                  fault("set-point.pause", "the write rule does not allow " + pause);
                }
              });
    }
  }

  private void vehicle() {
    Vehicle vehicle = map.vehicle();
    each("vehicle.currents", vehicle.currents());
    if (vehicle.point().isEmpty()) {
      return;
    }
    Optional<Point> point = known("vehicle.point", vehicle.point());
    Map<Long, String> meaning = new HashMap<>();
    codes("absent", vehicle.absent(), point, meaning);
    codes("unauthorised", vehicle.unauthorised(), point, meaning);
    codes("ready", vehicle.ready(), point, meaning);
    codes("charging", vehicle.charging(), point, meaning);
    codes("fault", vehicle.fault(), point, meaning);
    vehicle.presence().ifPresent(this::presence);
  }

  private void presence(Vehicle.Presence presence) {
    Optional<Point> point = known("vehicle.presence.point", presence.point());
    Map<Long, String> meaning = new HashMap<>();
    codes("presence.absent", presence.absent(), point, meaning);
    codes("presence.present", presence.present(), point, meaning);
    if (presence.absent().isEmpty() && presence.present().isEmpty()) {
      fault("vehicle.presence", "names no code: give absent, present or both");
    }
  }

  private void codes(
      String key, Set<Long> codes, Optional<Point> point, Map<Long, String> meaning) {
    for (long code : codes.stream().sorted().toList()) {
      String other = meaning.putIfAbsent(code, key);
      if (other != null) {
        fault("vehicle." + key, code + " is in '" + other + "' too");
      }
      if (point.isPresent() && point.get().label(code).isEmpty()) {
        fault("vehicle." + key, "'" + point.get().name() + "' has no label for " + code);
      }
    }
  }

  private void worn(String path, Point point) {
    if (point.write().filter(WriteRule::nonVolatile).isPresent()) {
      fault(path, "'" + point.name() + "' has a memory that wears out with each write");
    }
  }

  private void each(String path, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      known(path + "." + i, names.get(i));
    }
  }

  private Optional<Point> known(String path, String name) {
    Optional<Point> point = map.point(name);
    if (point.isEmpty()) {
      fault(path, "there is no point '" + name + "'");
    }
    return point;
  }

  private void fault(String path, String message) {
    findings.add(new Finding(path, message));
  }
}
