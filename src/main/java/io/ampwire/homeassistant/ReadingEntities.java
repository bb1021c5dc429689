package io.ampwire.homeassistant;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.map.Label;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.Presentation.Kind;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WriteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sensors and binary sensors, one for each readable point of a map. Registers that serve the
 * lifebit alone have none, nor have the parts of the firmware version, which the device itself
 * shows.
 *
 * <p>No entity is disabled by default. Home Assistant 2026.2.3 does not remove a disabled entity
 * that a device's message withdraws. When it removes the device, it clears the device's topic once
 * for each disabled entity, and warns of these messages of its own (corrected in April 2026 by
 * home-assistant/core 168382).
 */
final class ReadingEntities {
  /** State for every code that the map does not list. */
  static final String UNLISTED = "unlisted";

  private final DiscoveryDevice device;
  private final RegisterMap map;
  private final String state;

  /**
   * @param state topic of the state document
   */
  ReadingEntities(DiscoveryDevice device, RegisterMap map, String state) {
    this.device = device;
    this.map = map;
    this.state = state;
  }

  /**
   * @param without points that the device lacks, or that another entity shows
   */
  void add(Set<String> without) {
    map.points().stream()
        .filter(ChargerSnapshot::inState)
        .filter(point -> point.readable() && answers(point) && !without.contains(point.name()))
        .filter(point -> !internal(point))
        .forEach(this::add);
  }

  /** Whether a read of the point returns a value; a write-only command register returns none. */
  private static boolean answers(Point point) {
    return point.write().filter(w -> w.readback() == WriteRule.Readback.NONE).isEmpty();
  }

  private void add(Point point) {
    Kind kind = point.shown().kind().orElseGet(() -> kind(point));
    Map<String, Object> entity =
        kind == Kind.PRESENCE
            ? device.entity("binary_sensor", point.name(), point.title())
            : device.entity("sensor", point.name(), point.title());
    entity.put("state_topic", state);
    if (kind == Kind.PRESENCE) {
      entity.put("device_class", "plug");
      entity.put("value_template", Templates.notZero(point.name()));
    } else if (!point.labels().isEmpty()) {
      labelled(entity, point);
    } else if (!point.unit().isEmpty()) {
      quantity(entity, point, kind);
    } else if (factor(point)) {
      entity.put("device_class", "power_factor");
      entity.put("state_class", "measurement");
      entity.put("suggested_display_precision", 2);
      entity.put("value_template", Templates.value(point.name()));
    } else {
      entity.put("value_template", Templates.value(point.name()));
    }
    if (kind == Kind.DIAGNOSTIC) {
      entity.put("entity_category", "diagnostic");
    }
  }

  private void labelled(Map<String, Object> entity, Point point) {
    List<String> options = new ArrayList<>();
    point.labels().stream().map(Label::text).distinct().forEach(options::add);
    if (!options.contains(UNLISTED)) {
      options.add(UNLISTED);
    }
    List<Long> codes = point.labels().stream().map(Label::code).toList();
    entity.put("device_class", "enum");
    entity.put("options", options);
    entity.put("value_template", Templates.label(point.name(), codes, UNLISTED));
  }

  private void quantity(Map<String, Object> entity, Point point, Kind kind) {
    Quantity quantity = Quantity.of(point.unit());
    boolean older = device.compat() && quantity.factor() != 1;
    if (!quantity.deviceClass().isEmpty()) {
      entity.put("device_class", quantity.deviceClass());
    }
    entity.put("unit_of_measurement", older ? quantity.older() : quantity.unit());
    if (kind == Kind.COUNTER) {
      entity.put("state_class", "total_increasing");
    } else if (kind == Kind.MEASUREMENT && !quantity.deviceClass().equals("energy")) {
      entity.put("state_class", "measurement");
    }
    if (older) {
      entity.put("suggested_display_precision", 0);
    } else if (quantity.digits().isPresent()) {
      entity.put("suggested_display_precision", quantity.digits().getAsInt());
    }
    entity.put(
        "value_template",
        older ? Templates.times(point.name(), quantity.factor()) : Templates.value(point.name()));
  }

  private Kind kind(Point point) {
    boolean bare = point.unit().isEmpty() && point.labels().isEmpty() && !factor(point);
    boolean fallback =
        map.failSafe().points().contains(point.name())
            || map.failSafe().timeoutPoint().filter(point.name()::equals).isPresent();
    if (bare || fallback || supervision(point)) {
      return Kind.DIAGNOSTIC;
    } else if (!point.labels().isEmpty() || point.writable()) {
      return Kind.VALUE;
    } else if (Quantity.of(point.unit()).deviceClass().equals("energy") || counts(point)) {
      return Kind.COUNTER;
    }
    return point.unit().equals("s") ? Kind.VALUE : Kind.MEASUREMENT;
  }

  /** Points without an entity. */
  private boolean internal(Point point) {
    boolean lifebit =
        lifebit(point).filter(rule -> rule.scheme().hasRegisterOfItsOwn()).isPresent();
    return lifebit || map.identity().firmware().contains(point.name());
  }

  /** A timeout within which the device expects a sign of life. */
  private boolean supervision(Point point) {
    return lifebit(point).filter(rule -> !rule.scheme().rewritesSetPoint()).isPresent();
  }

  private Optional<LifebitRule> lifebit(Point point) {
    return map.lifebit().filter(rule -> rule.point().equals(point.name()));
  }

  private boolean factor(Point point) {
    return map.physics().stream()
        .flatMap(relation -> relation.power().stream())
        .anyMatch(law -> law.factor().filter(point.name()::equals).isPresent());
  }

  private boolean counts(Point point) {
    return map.clocks().contains(point.name());
  }
}
