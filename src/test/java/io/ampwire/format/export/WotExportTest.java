package io.ampwire.format.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.format.MapLibrary;
import io.ampwire.format.MapReader;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Label;
import io.ampwire.map.MapHead;
import io.ampwire.map.Point;
import io.ampwire.map.Presentation;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import io.ampwire.mqtt.Topics;
import io.ampwire.system.OfficialSchema;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Thing Descriptions, held against W3C's schema, the terms of its drafts, and the map. */
class WotExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTILE =
      "\"}],\"x\":\n\r\u0000\u001b[31m\u202e\u2028</script>\ud800 \\ {{x}}";

  static Collection<RegisterMap> maps() throws IOException {
    List<RegisterMap> maps =
        new ArrayList<>(((MapLibrary.Loaded) MapLibrary.shipped()).library().maps().values());
    maps.add(everything());
    return maps;
  }

  private static RegisterMap everything() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/maps/everything.yaml"));
    return ((MapReader.Parsed) MapReader.read("everything.yaml", text)).map();
  }

  private static RegisterMap evlink() throws IOException {
    return maps().stream()
        .filter(map -> map.id().equals("schneider-evlink-pro-ac"))
        .findFirst()
        .orElseThrow();
  }

  private static String text(RegisterMap map) {
    return ExportFormat.WOT.write(EvidenceLibrary.shipped().book().of(map));
  }

  private static JsonNode thing(RegisterMap map) throws IOException {
    return JSON.readTree(text(map));
  }

  private static RegisterMap with(RegisterMap map, String title, List<Point> points) {
    MapHead head = map.head();
    return new RegisterMap(
        new MapHead(
            head.id(),
            title,
            head.manufacturer(),
            head.revision(),
            head.document(),
            head.licence(),
            head.sources(),
            head.notes()),
        map.link(),
        map.identity(),
        map.control(),
        map.vehicle(),
        map.physics(),
        points,
        map.digest());
  }

  @Test
  void every_export_satisfies_the_official_schema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(
                OfficialSchema.read(
                    "wot-thing-description-types/schema/td-json-schema-validation.json"));
    for (RegisterMap map : maps()) {
      assertThat(schema.validate(thing(map))).as(map.id()).isEmpty();
    }
    JsonNode broken = JSON.readTree(text(evlink()).replaceFirst("\"href\"", "\"hrefs\""));
    assertThat(schema.validate(broken)).as("the schema refuses a form without href").isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void each_point_has_a_form_for_each_way_that_it_can_be_used(RegisterMap map) throws IOException {
    JsonNode thing = thing(map);
    Set<String> names = new LinkedHashSet<>();
    thing.get("properties").fieldNames().forEachRemaining(names::add);
    Set<String> expected = new LinkedHashSet<>();
    map.points().forEach(point -> expected.add(point.name()));
    expected.add("bridge-state");
    expected.add("bridge-status");
    assertThat(names).isEqualTo(expected);
    assertThat(thing.get("base").asText()).isEqualTo("modbus+tcp://CHARGER:" + map.link().port());

    for (Point point : map.points()) {
      JsonNode property = thing.get("properties").get(point.name());
      List<String> operations = new ArrayList<>();
      for (JsonNode form : property.get("forms")) {
        operations.add(form.get("op").asText());
        addressed(map, point, form);
      }
      List<String> ways = new ArrayList<>();
      if (point.readable()) {
        ways.add("readproperty");
      }
      if (point.writable()) {
        ways.add("writeproperty");
      }
      assertThat(operations).as(point.name()).isEqualTo(ways);
      assertThat(property.has("readOnly")).as(point.name()).isEqualTo(!point.writable());
      assertThat(property.path("ampwire:scale").asDouble(1))
          .as(point.name())
          .isEqualTo(point.coding().scalePoint().isPresent() ? 1 : point.scale());
    }
  }

  private static void addressed(RegisterMap map, Point point, JsonNode form) {
    int unit = point.unitId().orElse(map.link().unit());
    assertThat(form.get("href").asText())
        .isEqualTo("/" + unit + "/" + point.address() + "?quantity=" + point.registers());
    assertThat(form.get("modv:unitID").asInt()).isEqualTo(unit);
    assertThat(form.get("modv:address").asInt()).isEqualTo(point.address());
    assertThat(form.get("modv:quantity").asInt()).isEqualTo(point.registers());
    assertThat(form.get("modv:zeroBasedAddressing").asBoolean()).isTrue();
    assertThat(form.get("contentType").asText())
        .startsWith(
            "application/octet-stream;length=" + (point.isBit() ? 1 : 2 * point.registers()));
    if (form.get("op").asText().equals("readproperty")) {
      List<String> entities =
          List.of("none", "Coil", "DiscreteInput", "HoldingRegister", "InputRegister");
      assertThat(entities.indexOf(form.get("modv:entity").asText()))
          .as("%s: the entity is numbered like the function that reads it", point.name())
          .isEqualTo(point.readFunction());
    } else {
      assertThat(form.get("modv:function").asText())
          .as(point.name())
          .isEqualTo(
              switch (point.writeFunction()) {
                case 5 -> "writeSingleCoil";
                case 6 -> "writeSingleHoldingRegister";
                case 15 -> "writeMultipleCoils";
                case 16 -> "writeMultipleHoldingRegisters";
                default -> "none";
              });
    }
  }

  /** The order of 9545 and 22880 in node-wot's description of its Modbus binding. */
  @ParameterizedTest
  @CsvSource({
    "HIGH_WORD_FIRST, BIG_ENDIAN, true, true, 25 49 59 60",
    "LOW_WORD_FIRST, LITTLE_ENDIAN_BYTE_SWAP, true, false, 59 60 25 49",
    "HIGH_WORD_FIRST_BYTES_SWAPPED, BIG_ENDIAN_BYTE_SWAP, false, true, 49 25 60 59",
    "LOW_WORD_FIRST_BYTES_SWAPPED, LITTLE_ENDIAN, false, false, 60 59 49 25"
  })
  void each_word_order_is_the_byte_sequence_that_node_wot_describes(
      WordOrder order, String sequence, boolean highByte, boolean highWord, String bytes)
      throws IOException {
    Point point = Point.at("counter", 10, 2, ValueType.U32).order(order).build();
    RegisterMap map = with(evlink(), "Title", List.of(point));
    JsonNode form =
        JSON.readTree(ExportFormat.WOT.write(TrustBook.EMPTY.of(map)))
            .at("/properties/counter/forms/0");

    assertThat(form.get("contentType").asText()).endsWith(";signed=false;byteSeq=" + sequence);
    assertThat(form.get("modv:mostSignificantByte").asBoolean()).isEqualTo(highByte);
    assertThat(form.get("modv:mostSignificantWord").asBoolean()).isEqualTo(highWord);
    byte[] wire = new byte[4];
    IntStream.range(0, 4).forEach(i -> wire[i] = Byte.parseByte(bytes.split(" ")[i], 16));
    assertThat(io.ampwire.decode.Decoder.bits(2, order, wire, 0)).isEqualTo(0x25495960L);
  }

  @Test
  void the_orders_that_the_evlink_was_seen_in_are_exported_and_its_raw_units_named()
      throws IOException {
    JsonNode properties = thing(evlink()).get("properties");

    assertThat(properties.at("/energy_active_total/forms/0/contentType").asText())
        .isEqualTo(
            "application/octet-stream;length=8;signed=false;byteSeq=LITTLE_ENDIAN_BYTE_SWAP");
    assertThat(properties.at("/set_point/forms/1/modv:function").asText())
        .isEqualTo("writeSingleHoldingRegister");
    assertThat(properties.at("/set_point/description").asText()).contains("to write: 0 or 6..");
    assertThat(properties.at("/ev_state/description").asText()).contains("8 charging");
  }

  @Test
  void a_scaled_register_never_bears_the_unit_of_the_scaled_value() throws IOException {
    Point point = Point.at("current", 10, 1, ValueType.S16).scale(0.1).unit("A").build();
    JsonNode property = thing(with(evlink(), "T", List.of(point))).at("/properties/current");

    assertThat(property.get("unit").asText()).isEqualTo("0.1 A");
    assertThat(property.get("ampwire:scale").decimalValue()).isEqualByComparingTo("0.1");
    assertThat(property.get("minimum").asInt()).isEqualTo(-32768);
    assertThat(property.get("maximum").asInt()).isEqualTo(32767);
  }

  @Test
  void the_topics_are_those_of_a_bridge_with_default_names() throws IOException {
    Topics topics = new Topics("ampwire", "bridge", Optional.empty());
    ChargerId bay = new ChargerId("bay-01");
    JsonNode thing = JSON.readTree(text(evlink()).replace("CHARGER_ID", "bay-01"));

    assertThat(thing.findValuesAsText("mqv:filter"))
        .containsExactlyInAnyOrder(
            topics.state(bay),
            topics.status(bay),
            topics.answers(bay),
            topics.state(bay).replace("/state", "/event"));
    assertThat(thing.findValuesAsText("mqv:topic"))
        .containsExactlyInAnyOrder(
            topics.command(bay, "set_point"), topics.command(bay, "control"));
    for (String term : List.of("mqv:filter", "mqv:topic")) {
      for (JsonNode form : thing.findParents(term)) {
        assertThat(form.get("href").asText())
            .as("node-wot reads the topic from the address")
            .isEqualTo("mqtt://BROKER:1883/" + form.get(term).asText());
      }
    }
    for (RegisterMap map : maps()) {
      assertThat(thing(map).has("actions")).as(map.id()).isEqualTo(map.setPoint().isPresent());
    }
  }

  @Test
  void no_text_of_a_map_adds_a_key_or_controls_a_terminal() throws IOException {
    Point point =
        Point.at("current", 10, 1, ValueType.U16)
            .scale(0.1)
            .unit(HOSTILE)
            .labels(List.of(new Label(1, HOSTILE, true)))
            .shown(new Presentation(Optional.of(HOSTILE), Optional.empty()))
            .build();
    RegisterMap map = with(evlink(), HOSTILE, List.of(point));
    String text = text(map);
    JsonNode thing = JSON.readTree(text);

    assertThat(thing.findValues("x")).isEmpty();
    assertThat(thing.get("title").asText())
        .startsWith("\"}],\"x\":\\n\\r\\u0000\\u001b[31m\\u202e");
    assertThat(text.replace("\n", "").chars().filter(WotExportTest::invisible)).isEmpty();
    assertThat(thing.at("/properties/current/unit").asText()).startsWith("0.1 \"}]");
  }

  private static boolean invisible(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.isSurrogate((char) c)
        || c == 0xFFFD;
  }

  /** A map has at most 65536 registers; what is written of each point is bounded by its texts. */
  @Test
  void a_map_of_two_thousand_points_stays_small() throws IOException {
    List<Point> points =
        IntStream.range(0, 2000)
            .mapToObj(i -> Point.at("p" + i, 2 * i, 2, ValueType.F32).unit("kWh").build())
            .toList();
    String text = text(with(evlink(), "Many", points));

    assertThat(JSON.readTree(text).get("properties")).hasSize(2002);
    assertThat(text.length()).isLessThan(2_500_000);
  }
}
