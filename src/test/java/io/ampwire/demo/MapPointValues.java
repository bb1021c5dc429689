package io.ampwire.demo;

import io.ampwire.map.Label;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LifebitScheme;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.Vehicle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Values that the points of a map have on a simulated device. Quantities follow the names that all
 * maps share, other points follow their roles, and the rest reads a harmless value.
 */
final class MapPointValues {
  private final RegisterMap map;
  private final MapRegisters registers;
  private final Set<String> clocks = new HashSet<>();

  MapPointValues(RegisterMap map, MapRegisters registers) {
    this.map = map;
    this.registers = registers;
    clocks.addAll(map.clocks());
    clocks.add("session_charging_time");
    clocks.add("session_connected_time");
  }

  void show(
      Meter meter,
      VehicleStay session,
      MapControl control,
      double limit,
      Map<String, Double> kept) {
    Map<String, Double> quantities = new HashMap<>(meter.readings());
    clocks.forEach(name -> quantities.put(name, Math.floor(session.seconds())));
    quantities.put("session_energy", session.wattHours());
    quantities.put("last_session_energy", session.wattHours());
    quantities.put("current_limit", limit);
    quantities.put("power_limit", 0.69 * limit); // kW, on three phases of 230 V
    quantities.put("set_point_validity", Math.min(86_400, control.left()));
    quantities.putAll(kept);
    map.failSafe().timeoutPoint().ifPresent(name -> quantities.put(name, control.timeout()));
    map.setPoint().map(SetPointRule::point).ifPresent(n -> quantities.put(n, control.setPoint()));
    map.lifebit().ifPresent(rule -> quantities.put(rule.point(), keepAlive(rule, control)));
    for (Point point : map.points()) {
      if (!point.readable()) {
        continue;
      }
      if (point.name().equals(map.vehicle().point())) {
        registers.code(point, state(session.stage()));
      } else if (isPresence(point)) {
        registers.code(point, presence(session.stage().plugged()));
      } else if (quantities.containsKey(point.name())) {
        registers.quantity(point, quantities.get(point.name()));
      } else {
        harmless(point);
      }
    }
  }

  private static double keepAlive(LifebitRule rule, MapControl control) {
    if (rule.scheme().rewritesSetPoint()) {
      return control.setPoint();
    }
    boolean constant = rule.scheme() instanceof LifebitScheme.WriteConstant;
    return constant ? control.register() : control.timeout();
  }

  private boolean isPresence(Point point) {
    return map.vehicle().presence().filter(p -> p.point().equals(point.name())).isPresent();
  }

  private long presence(boolean plugged) {
    Vehicle.Presence presence = map.vehicle().presence().orElseThrow();
    return least(plugged ? presence.present() : presence.absent(), 0);
  }

  private long state(VehicleStayState stage) {
    Vehicle vehicle = map.vehicle();
    long ready = least(vehicle.ready(), least(vehicle.unauthorised(), 0));
    return switch (stage) {
      case FREE -> least(vehicle.absent(), ready);
      case UNAUTHORISED -> least(vehicle.unauthorised(), ready);
      case CHARGING -> least(vehicle.charging(), ready);
      default -> ready;
    };
  }

  private static long least(Set<Long> codes, long otherwise) {
    return codes.stream().mapToLong(Long::longValue).min().orElse(otherwise);
  }

  private void harmless(Point point) {
    if (point.type().isText()) {
      registers.text(
          point, map.identity().families().stream().findFirst().orElse("") + "SIMULATED");
    } else if (!point.labels().isEmpty()) {
      registers.code(point, point.labels().stream().mapToLong(Label::code).min().orElseThrow());
    } else if (point.name().startsWith("max_current")) {
      registers.quantity(point, 32);
    } else {
      registers.quantity(point, point.name().startsWith("min_current") ? 6 : 0);
    }
  }
}
