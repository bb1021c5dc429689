package io.ampwire.format.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.MapTrust;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Each export parsed as what it must be, and held against the map it is of. */
class ExportTest {
  private static final EvidenceLibrary EVIDENCE = EvidenceLibrary.shipped();
  private static final String EVLINK = "schneider-evlink-pro-ac";
  private static final Map<String, String> SWAP =
      Map.of("ABCD", "none", "CDAB", "word", "BADC", "byte", "DCBA", "word_byte");

  static Collection<RegisterMap> maps() {
    return ((MapLibrary.Loaded) MapLibrary.shipped()).library().maps().values();
  }

  private static RegisterMap map(String id) {
    return maps().stream().filter(map -> map.id().equals(id)).findFirst().orElseThrow();
  }

  private static MapTrust trust(RegisterMap map) {
    return EVIDENCE.book().of(map);
  }

  private static String export(ExportFormat format, RegisterMap map) {
    return format.write(trust(map));
  }

  /** What evidence says of the EVlink, what the document says of all others. */
  private static WordOrder expected(RegisterMap map, Point point) {
    boolean seen = map.id().equals(EVLINK) && point.orderDependent();
    return seen ? WordOrder.LOW_WORD_FIRST : point.order();
  }

  /** The comments as one text; a Thing Description has a description instead. */
  private static String comments(String export) {
    if (export.startsWith("{")) {
      return json(export).get("description").asText();
    }
    return export
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .collect(Collectors.joining(" "));
  }

  private static JsonNode yaml(String text) {
    return new ObjectMapper().valueToTree(new Yaml().load(text));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void isTold(String comments, Point point) {
    assertThat(comments).contains(point.name() + " (" + point.address() + ")");
  }

  @ParameterizedTest
  @MethodSource("maps")
  void telegraf_reads_every_readable_point(RegisterMap map) throws Exception {
    String toml = export(ExportFormat.TELEGRAF, map);
    JsonNode plugin = new TomlMapper().readTree(toml).at("/inputs/modbus/0");

    assertThat(plugin.get("controller").asText()).isEqualTo("tcp://CHARGER:" + map.link().port());
    Map<String, JsonNode> fields = new HashMap<>();
    for (JsonNode request : plugin.get("request")) {
      for (JsonNode field : request.get("fields")) {
        Point point = map.point(field.get("name").asText()).orElseThrow();
        assertThat(fields.put(point.name(), field)).as("%s twice", point.name()).isNull();
        assertThat(field.get("address").asInt()).as(point.name()).isEqualTo(point.address());
        assertThat(field.path("scale").asDouble(1)).as(point.name()).isEqualTo(point.scale());
        assertThat(field.path("type").asText()).as(point.name()).isEqualTo(telegraf(point));
        assertThat(field.path("length").asInt(point.registers())).isEqualTo(point.registers());
        assertThat(request.get("byte_order").asText())
            .as(point.name())
            .isEqualTo(expected(map, point).letters());
        assertThat(request.get("register").asText())
            .isEqualTo(
                List.of("coil", "discrete", "holding", "input").get(point.readFunction() - 1));
        assertThat(request.get("slave_id").asInt())
            .isEqualTo(point.unitId().orElse(map.link().unit()));
      }
    }
    assertThat(fields.keySet())
        .containsExactlyInAnyOrderElementsOf(
            map.points().stream().filter(Point::readable).map(Point::name).toList());
    map.points().stream().filter(Point::writable).forEach(p -> isTold(comments(toml), p));
    map.points().stream().filter(Point::bitfield).forEach(p -> isTold(comments(toml), p));
  }

  private static String telegraf(Point point) {
    String name = point.isBit() ? "" : point.type().name();
    return name.equals("ASCII")
        ? "STRING"
        : name.replace("U", "UINT").replace("S", "INT").replaceFirst("^F", "FLOAT");
  }

  @ParameterizedTest
  @MethodSource("maps")
  void home_assistant_has_a_sensor_of_every_readable_point(RegisterMap map) {
    String yaml = export(ExportFormat.HOMEASSISTANT, map);
    JsonNode hub = yaml(yaml).at("/modbus/0");

    assertThat(hub.get("type").asText()).isEqualTo("tcp");
    assertThat(hub.get("port").asInt()).isEqualTo(map.link().port());
    List<Point> readable =
        map.points().stream().filter(point -> point.readable() && !point.isBit()).toList();
    assertThat(hub.get("sensors")).hasSize(readable.size());
    for (int i = 0; i < readable.size(); i++) {
      Point point = readable.get(i);
      JsonNode sensor = hub.get("sensors").get(i);
      assertThat(sensor.get("unique_id").asText()).isEqualTo(map.id() + "_" + point.name());
      assertThat(sensor.get("address").asInt()).as(point.name()).isEqualTo(point.address());
      assertThat(sensor.get("slave").asInt()).isEqualTo(point.unitId().orElse(map.link().unit()));
      assertThat(sensor.get("input_type").asText())
          .isEqualTo(point.readFunction() == 4 ? "input" : "holding");
      assertThat(sensor.get("data_type").asText()).as(point.name()).isEqualTo(sensorType(point));
      assertThat(sensor.path("scale").asDouble(1)).as(point.name()).isEqualTo(point.scale());
      assertThat(sensor.path("unit_of_measurement").asText("")).isNotEqualTo("kVAR");
      if (point.orderDependent()) {
        assertThat(sensor.path("swap").asText("none"))
            .as(point.name())
            .isEqualTo(SWAP.get(expected(map, point).letters()));
      }
    }
    map.points().stream()
        .filter(point -> point.writable() || point.isBit())
        .forEach(p -> isTold(comments(yaml), p));
  }

  private static String sensorType(Point point) {
    return telegraf(point).toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void evcc_s_registers_are_the_map_s_and_what_it_cannot_say_is_told(RegisterMap map) {
    String yaml = export(ExportFormat.EVCC, map);
    JsonNode root = yaml(yaml);
    List<JsonNode> sources = new ArrayList<>();
    root.findParents("register").forEach(sources::add);

    List<String> said = new ArrayList<>();
    for (JsonNode source : sources) {
      JsonNode register = source.get("register");
      Point point = at(map, register.get("address").asInt());
      said.add(point.name());
      boolean swapped = point.orderDependent() && expected(map, point) == WordOrder.LOW_WORD_FIRST;
      assertThat(register.get("decode").asText())
          .as(point.name())
          .isEqualTo(sensorType(point) + (swapped ? "s" : ""));
      assertThat(source.get("id").asInt()).isEqualTo(point.unitId().orElse(map.link().unit()));
      String type = register.get("type").asText();
      boolean writes = type.startsWith("write");
      assertThat(type)
          .isIn(
              writes
                  ? point.writeFunction() == 16 ? "writemultiple" : "writesingle"
                  : point.readFunction() == 4 ? "input" : "holding");
    }
    map.points().stream()
        .filter(point -> !said.contains(point.name()))
        .forEach(point -> isTold(comments(yaml), point));
    map.lifebit()
        .ifPresent(rule -> assertThat(comments(yaml)).contains("NOT in here: the lifebit"));
  }

  private static Point at(RegisterMap map, int address) {
    return map.points().stream().filter(p -> p.address() == address).findFirst().orElseThrow();
  }

  @Test
  void evcc_controls_the_evlink_in_its_own_units() {
    String yaml = export(ExportFormat.EVCC, map(EVLINK));
    JsonNode charger = yaml(yaml).at("/chargers/0");

    assertThat(charger.at("/power/scale").asDouble()).isEqualTo(1000);
    assertThat(charger.at("/enable/if/source").asText()).as("no write").isEqualTo("sleep");
    assertThat(charger.at("/enable/else/set/value").asInt(-1)).isZero();
    assertThat(charger.at("/enable/else/set/set/register/address").asInt()).isEqualTo(4004);
    assertThat(charger.at("/maxcurrent/register/address").asInt()).isEqualTo(4004);
    assertThat(charger.at("/status/script").asText())
        .as("a fault, 10, is no status")
        .isEqualTo(
            "({ 2: \"A\", 3: \"B\", 4: \"B\", 5: \"B\", 6: \"A\", 7: \"B\", 8: \"C\", 9: \"C\""
                + " })[state]");
    assertThat(charger.at("/status/in/0/config/register/address").asInt()).isEqualTo(1);
    assertThat(charger.get("currents")).hasSize(3);
    assertThat(charger.has("energy")).as("no word for U64, low word first").isFalse();
    assertThat(comments(yaml)).contains("energy_active_total (3203)");
  }

  @Test
  void the_order_that_devices_were_seen_in_is_used_and_the_assumed_one_is_called_so() {
    for (ExportFormat format : ExportFormat.values()) {
      assertThat(comments(export(format, map(EVLINK))))
          .contains("(CDAB) shown by published traces of real units, not proved: current_phase_1")
          .contains("(CDAB) ASSUMED, like those that were seen: current_phase_avg")
          .contains(
              "the document says high-word-first; what was seen on real units contradicts it");
      assertThat(comments(export(format, map("peblar"))))
          .contains("(ABCD) ASSUMED, as documented")
          .doesNotContain("proved on a device");
    }
  }

  @Test
  void every_export_begins_with_what_the_map_is_worth() {
    for (RegisterMap map : maps()) {
      for (ExportFormat format : ExportFormat.values()) {
        assertThat(comments(export(format, map)))
            .contains("rung: ", "(gray)", "It does not prove", map.digest().substring(0, 12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void an_evcc_meter_has_a_power_or_the_export_says_that_evcc_refuses_it(RegisterMap map) {
    String yaml = export(ExportFormat.EVCC, map);
    JsonNode meter = yaml(yaml).at("/meters/0");

    assertThat(comments(yaml).contains("evcc REFUSES this meter"))
        .isEqualTo(meter.isObject() && !meter.has("power"));
  }

  @Test
  void a_charger_that_another_register_pauses_is_only_a_meter_for_evcc() {
    for (String id : List.of("go-e-charger", "phoenix-contact-charx-sec")) {
      String export = export(ExportFormat.EVCC, map(id));
      assertThat(export).as(id).doesNotContain("maxcurrent:");
      assertThat(comments(export)).as(id).contains("only a meter", "set by one write");
    }
  }
}
