package io.ampwire.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Home Assistant's own rules for what is announced over MQTT, as its components enforce them: a
 * breach makes it refuse an entity, or complain in its log.
 */
public final class Rules {
  private static final Set<String> NONE = Set.of();
  private static final Set<String> MEASURED = Set.of("measurement");
  private static final Set<String> COUNTED = Set.of("total", "total_increasing");
  private static final Set<String> ANY = Set.of("measurement", "total", "total_increasing");
  private static final String UNITLESS = "";
  private static final Set<String> ENERGY =
      Set.of("J", "kJ", "MJ", "GJ", "mWh", "Wh", "kWh", "MWh", "GWh", "TWh", "cal", "kcal");
  private static final Set<String> POWER = Set.of("mW", "W", "kW", "MW", "GW", "TW");
  private static final Set<String> DURATION = Set.of("d", "h", "min", "s", "ms", "μs");

  private record Allowed(Set<String> units, Set<String> states) {}

  private static final Map<String, Allowed> SENSORS =
      Map.ofEntries(
          Map.entry("current", new Allowed(Set.of("A", "mA"), MEASURED)),
          Map.entry("voltage", new Allowed(Set.of("μV", "mV", "V", "kV", "MV"), MEASURED)),
          Map.entry("power", new Allowed(POWER, MEASURED)),
          Map.entry("reactive_power", new Allowed(Set.of("mvar", "var", "kvar"), MEASURED)),
          Map.entry("apparent_power", new Allowed(Set.of("mVA", "VA", "kVA"), MEASURED)),
          Map.entry("power_factor", new Allowed(Set.of("%", UNITLESS), MEASURED)),
          Map.entry("frequency", new Allowed(Set.of("Hz", "kHz", "MHz", "GHz"), MEASURED)),
          Map.entry("energy", new Allowed(ENERGY, COUNTED)),
          Map.entry("duration", new Allowed(DURATION, ANY)),
          Map.entry("temperature", new Allowed(Set.of("°C", "°F", "K"), MEASURED)),
          Map.entry("enum", new Allowed(Set.of(UNITLESS), NONE)),
          Map.entry("timestamp", new Allowed(Set.of(UNITLESS), NONE)));

  /** Before 2025.10 only these. */
  private static final Map<String, Set<String>> OLDER =
      Map.of("reactive_power", Set.of("var"), "apparent_power", Set.of("VA"));

  private static final Set<String> BINARY =
      Set.of("plug", "problem", "battery_charging", "connectivity");

  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "sensor", Set.of("state_topic"),
          "binary_sensor", Set.of("state_topic"),
          "number", Set.of("command_topic"),
          "switch", Set.of("command_topic"),
          "button", Set.of("command_topic"),
          "select", Set.of("command_topic", "options"));

  private final List<String> breaches = new ArrayList<>();
  private final Set<String> uniqueIds = new HashSet<>();
  private final Set<String> entityIds = new HashSet<>();
  private final boolean older;

  /**
   * @param older whether for Home Assistant of before 2025.10
   */
  public Rules(boolean older) {
    this.older = older;
  }

  /** What is wrong with all that was looked at so far. */
  public List<String> breaches() {
    return List.copyOf(breaches);
  }

  /** Looks at the document of a whole device. */
  public void device(String topic, JsonNode document) {
    check(topic.matches("[^+#]+/device/[a-zA-Z0-9_-]+/config"), topic, "illegal topic");
    root(topic, document);
    check(document.path("components").isObject(), topic, "no components");
    document
        .path("components")
        .properties()
        .forEach(
            one -> {
              String where = topic + " " + one.getKey();
              check(one.getKey().matches("[a-zA-Z0-9_-]+"), where, "illegal component id");
              entity(where, one.getValue().path("platform").asText(), one.getValue(), document);
            });
  }

  /** Looks at the document of one entity by itself. */
  public void single(String topic, JsonNode document) {
    check(
        topic.matches("[^+#]+/[a-z_]+/[a-zA-Z0-9_-]+/[a-zA-Z0-9_-]+/config"),
        topic,
        "illegal topic");
    root(topic, document);
    String[] levels = topic.split("/");
    entity(topic, levels[levels.length - 4], document, document);
  }

  private void root(String where, JsonNode document) {
    JsonNode device = document.path("device");
    check(device.path("identifiers").size() > 0, where, "a device without identifiers");
    device
        .properties()
        .forEach(
            one ->
                check(
                    one.getValue().isTextual() || one.getKey().equals("identifiers"),
                    where,
                    "device." + one.getKey() + " is no text"));
    check(document.at("/origin/name").isTextual(), where, "no origin");
    check(!document.has("~"), where, "~ is expanded at the root only");
  }

  private void entity(String where, String platform, JsonNode entity, JsonNode root) {
    check(REQUIRED.containsKey(platform), where, "unknown platform '" + platform + "'");
    REQUIRED
        .getOrDefault(platform, NONE)
        .forEach(key -> check(entity.has(key), where, "no " + key));
    check(uniqueIds.add(entity.path("unique_id").asText()), where, "unique_id is not unique");
    String id = entity.path("default_entity_id").asText();
    check(id.matches(platform + "\\.(?!.*__)[a-z0-9][a-z0-9_]*(?<!_)"), where, "entity id " + id);
    check(entityIds.add(id), where, "two entities are called " + id);
    check(entity.path("name").asText().matches("\\S.*\\S|\\S"), where, "no name");
    check(entity.path("qos").asInt(-1) == 1, where, "qos has to be at each component");
    check(!entity.has("expire_after"), where, "expire_after beside retained states");
    check(!entity.has("enabled_by_default"), where, "a disabled entity stays behind");
    check(older == entity.has("object_id"), where, "object_id is for older versions");
    if (!entity.path("device_class").asText().equals("connectivity")) {
      available(where, entity.has("availability") ? entity : root);
    }
    Consumer<JsonNode> rules =
        switch (platform) {
          case "sensor" -> sensor -> sensor(where, sensor);
          case "binary_sensor" -> binary -> binary(where, binary);
          case "number" -> number -> number(where, number);
          case "select" -> select -> options(where, select);
          default -> other -> {};
        };
    rules.accept(entity);
    if (REQUIRED.getOrDefault(platform, NONE).contains("command_topic")) {
      check(entity.path("retain").isBoolean(), where, "retain has to be said");
      check(!entity.path("retain").asBoolean(), where, "a retained command");
      check(!entity.path("command_topic").asText().matches(".*[+#].*"), where, "a filter");
      boolean shows = platform.equals("button") || entity.has("state_topic");
      check(shows, where, "without a state topic it believes what it sent");
    } else {
      check(!entity.path("entity_category").asText().equals("config"), where, "a config sensor");
    }
  }

  private void available(String where, JsonNode node) {
    JsonNode list = node.path("availability");
    check(list.isArray() && !list.isEmpty(), where, "no availability");
    list.forEach(one -> check(one.path("topic").isTextual(), where, "availability without topic"));
    boolean mode = list.size() < 2 || node.path("availability_mode").asText().equals("all");
    check(mode, where, "the last of several messages would win");
    check(!node.has("availability_topic"), where, "availability said twice");
  }

  private void sensor(String where, JsonNode sensor) {
    String deviceClass = sensor.path("device_class").asText();
    String unit = sensor.path("unit_of_measurement").asText(UNITLESS);
    check(!sensor.has("unit_of_measurement") || !unit.isEmpty(), where, "an empty unit");
    String state = sensor.path("state_class").asText();
    if (!deviceClass.isEmpty()) {
      Allowed allowed = SENSORS.get(deviceClass);
      check(allowed != null, where, "unknown device class " + deviceClass);
      Set<String> units = allowed == null ? NONE : allowed.units();
      if (older) {
        units = OLDER.getOrDefault(deviceClass, units);
      }
      check(units.contains(unit), where, "unit '" + unit + "' with " + deviceClass);
      boolean legal = state.isEmpty() || allowed != null && allowed.states().contains(state);
      check(legal, where, state + " with " + deviceClass);
    }
    if (deviceClass.equals("enum")) {
      options(where, sensor);
      check(!sensor.has("suggested_display_precision"), where, "a word with digits");
    } else {
      check(!sensor.has("options"), where, "options without enum");
    }
  }

  private void binary(String where, JsonNode binary) {
    String deviceClass = binary.path("device_class").asText();
    check(BINARY.contains(deviceClass), where, "device class " + deviceClass);
  }

  private void number(String where, JsonNode number) {
    check(number.has("min") && number.has("max"), where, "Home Assistant's own range ends at 100");
    check(number.path("min").asDouble() <= number.path("max").asDouble(), where, "min above max");
    check(number.path("step").asDouble() >= 0.001, where, "too small a step");
    check(Set.of("auto", "box", "slider").contains(number.path("mode").asText()), where, "mode");
  }

  private void options(String where, JsonNode entity) {
    Set<String> options = new HashSet<>();
    entity.path("options").forEach(one -> options.add(one.asText()));
    check(!options.isEmpty(), where, "no options");
    check(options.size() == entity.path("options").size(), where, "an option twice");
  }

  private void check(boolean holds, String where, String what) {
    if (!holds) {
      breaches.add(where + ": " + what);
    }
  }
}
