package io.ampwire.homeassistant;

import io.ampwire.command.Permissions;
import io.ampwire.map.Decimal;
import io.ampwire.map.Label;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.WriteRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Entities that send commands: charging limit, pause, release, and one for each point that {@code
 * allow-writes} names. None without control. Commands are not retained, and an entity shows a value
 * only once the charger has it.
 */
final class ControlEntities {
  private static final String LIMIT = "control_limit";

  /** Controller name in the commands of Home Assistant's entities. */
  private static final String CONTROLLER = "home-assistant";

  /** Finest step that a person can set with a slider, A. */
  private static final Decimal FINEST = Decimal.parse("0.1").orElseThrow();

  private final DiscoveryDevice device;
  private final RegisterMap map;
  private final Permissions permissions;
  private final String state;
  private final UnaryOperator<String> commands;

  /**
   * @param state topic of the state document
   * @param commands topic of a command by its name
   */
  ControlEntities(
      DiscoveryDevice device,
      RegisterMap map,
      Permissions permissions,
      String state,
      UnaryOperator<String> commands) {
    this.device = device;
    this.map = map;
    this.permissions = permissions;
    this.state = state;
    this.commands = commands;
  }

  /**
   * Adds the entities, and returns the points that need no other entity.
   *
   * @param remembered limit that the end of a pause restores
   */
  Set<String> add(Optional<Decimal> remembered) {
    Set<String> shown = new TreeSet<>();
    if (!permissions.control()) {
      return shown;
    }
    map.setPoint().ifPresent(rule -> limit(rule, remembered));
    map.points().stream()
        .filter(point -> permissions.allowWrites().contains(point.name()))
        .filter(point -> map.setPoint().filter(r -> r.point().equals(point.name())).isEmpty())
        .filter(point -> map.lifebit().filter(l -> l.point().equals(point.name())).isEmpty())
        .forEach(point -> point.write().ifPresent(rule -> writable(point, rule, shown)));
    return shown;
  }

  private void limit(SetPointRule rule, Optional<Decimal> remembered) {
    Point point = map.point(rule.point()).orElseThrow();
    WriteRule write = point.write().orElseThrow();
    OptionalLong top = top(write);
    if (top.isEmpty()) {
      return;
    }
    long least = (long) Math.ceil(write.range().orElseThrow().min());
    long most = top.getAsLong();
    boolean known = remembered.isPresent();
    Decimal last = remembered.map(limit -> limit.within(least, most)).orElse(Decimal.of(least));
    String own = Templates.within(LIMIT, least, most);
    Map<String, Object> number =
        command("number", "charging-limit", "Charging limit", point.name());
    bounds(number, point, least, most);
    number.put("mode", "slider");
    number.put("command_template", named("{{ value }}"));
    number.put("state_topic", state);
    if (rule.pause().isPresent()) {
      long pause = rule.pause().getAsLong();
      number.put(
          "value_template",
          "{{ %s if value_json.%s == %d else %s"
              .formatted(known ? last : "none", LIMIT, pause, own.substring(3)));
      pause(point, pause, last);
    } else {
      number.put("value_template", own);
    }
    Map<String, Object> release =
        command("button", "control-release", "Release control", "control");
    release.put("payload_press", named("\"release\""));
    release.put("entity_category", "config");
  }

  private void pause(Point point, long pause, Decimal last) {
    Map<String, Object> entity = command("switch", "charging-pause", "Pause", point.name());
    entity.put("state_topic", state);
    entity.put(
        "value_template",
        "{{ none if value_json.%s is none else 'ON' if value_json.%s == %d else 'OFF' }}"
            .formatted(LIMIT, LIMIT, pause));
    entity.put("state_on", "ON");
    entity.put("state_off", "OFF");
    entity.put("payload_on", named(Long.toString(pause)));
    entity.put("payload_off", named(last.toString()));
    entity.put("optimistic", false);
  }

  /** A command that names its controller, so that others see which controller is in control. */
  static String named(String value) {
    return "{\"value\":" + value + ",\"by\":\"" + CONTROLLER + "\"}";
  }

  private void writable(Point point, WriteRule rule, Set<String> shown) {
    boolean silent = rule.readback() == WriteRule.Readback.NONE || !point.readable();
    if (rule.range().isPresent()) {
      top(rule).ifPresent(most -> number(point, rule, most, silent));
    } else if (silent) {
      rule.also().forEach(code -> button(point, code));
    } else {
      select(point, rule);
    }
    shown.add(point.name());
  }

  private void number(Point point, WriteRule rule, long most, boolean silent) {
    long least = (long) Math.ceil(rule.range().orElseThrow().min());
    for (long single : rule.also()) {
      least = Math.min(least, single);
    }
    Map<String, Object> entity =
        command("number", point.name() + "-set", point.title(), point.name());
    bounds(entity, point, least, most);
    entity.put("mode", "box");
    entity.put("entity_category", "config");
    // Without a topic Home Assistant would show the value that it sent last.
    entity.put("state_topic", state);
    entity.put(
        "value_template", silent ? "{{ none }}" : Templates.within(point.name(), least, most));
  }

  private void button(Point point, long code) {
    String word = point.label(code).orElse(Long.toString(code));
    Map<String, Object> entity =
        command(
            "button",
            point.name() + "-" + code,
            point.title() + ": " + word.replace('_', ' '),
            point.name());
    entity.put("payload_press", Long.toString(code));
    entity.put("entity_category", "config");
  }

  private void select(Point point, WriteRule rule) {
    Map<String, Long> options = new LinkedHashMap<>();
    rule.also().stream()
        .sorted()
        .forEach(code -> options.putIfAbsent(point.label(code).orElse(code.toString()), code));
    Map<String, Object> entity =
        command("select", point.name() + "-set", point.title(), point.name());
    entity.put("options", new ArrayList<>(options.keySet()));
    entity.put("state_topic", state);
    List<String> words =
        options.entrySet().stream().map(o -> "'" + o.getKey() + "': " + o.getValue()).toList();
    entity.put("command_template", "{{ {" + String.join(", ", words) + "}[value] }}");
    entity.put("value_template", chosen(point, rule));
    entity.put("entity_category", "config");
    entity.put("optimistic", false);
  }

  private static String chosen(Point point, WriteRule rule) {
    boolean labelled =
        rule.also().stream()
            .allMatch(code -> point.labels().stream().map(Label::code).anyMatch(code::equals));
    String read = Templates.read(point.name());
    return labelled
        ? Templates.listed(point.name(), rule.also())
        : "{{ %s if %s in %s else none }}".formatted(read, read, rule.also());
  }

  private OptionalLong top(WriteRule rule) {
    Range range = rule.range().orElse(null);
    if (range == null) {
      return OptionalLong.empty();
    }
    long most = (long) Math.floor(range.max());
    if (rule.capped()) {
      most = Math.min(most, permissions.maxCurrent().orElse(most));
    }
    return most < range.min() ? OptionalLong.empty() : OptionalLong.of(most);
  }

  private static void bounds(Map<String, Object> entity, Point point, long least, long most) {
    Decimal step = point.write().flatMap(WriteRule::step).orElse(Decimal.of(1));
    if (!point.unit().isEmpty()) {
      Quantity quantity = Quantity.of(point.unit());
      if (!quantity.deviceClass().isEmpty()) {
        entity.put("device_class", quantity.deviceClass());
      }
      entity.put("unit_of_measurement", quantity.unit());
    }
    entity.put("min", least);
    entity.put("max", most);
    entity.put("step", (step.exceeds(FINEST) ? step : FINEST).number());
  }

  private Map<String, Object> command(String platform, String id, String name, String asked) {
    Map<String, Object> entity = device.entity(platform, id, name);
    entity.put("command_topic", commands.apply(asked));
    entity.put("retain", false);
    return entity;
  }
}
