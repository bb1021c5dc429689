package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.map.Decimal;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import io.ampwire.map.WordOrder;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points that are no plain registers, and devices that are more than one charger. */
class PointShapesTest {
  private static final String HEAD =
      """
      schema: 1
      id: shapes
      title: Shapes
      revision: 1
      licence: CC0-1.0
      sources: [{ mark: DOC, kind: document, title: A document }]
      """;
  private static final String LINK = "link: { unit: 1, word-order: high-word-first }\n";

  @Test
  void a_bit_is_read_as_a_coil_and_written_with_function_5_unless_the_map_says_otherwise() {
    RegisterMap map =
        map(
            LINK
                + """
                points:
                  - { name: release, address: 400, type: BIT, access: read-write, sources: [DOC],
                      write: { range: { min: 0, max: 1 } } }
                  - { name: plugged, address: 200, type: BIT, read-function: 2, sources: [DOC] }
                """);
    Point release = map.point("release").orElseThrow();

    assertThat(release.readFunction()).isEqualTo(1);
    assertThat(release.writeFunction()).isEqualTo(5);
    assertThat(map.point("plugged").orElseThrow().readFunction()).isEqualTo(2);
    assertThat(Encoder.quantity(release, WordOrder.LOW_WORD_FIRST_BYTES_SWAPPED, Decimal.of(1)))
        .isEqualTo(new byte[] {0, 1});
  }

  @Test
  void bits_are_read_apart_from_registers_and_only_over_adjacent_addresses() {
    RegisterMap map =
        map(
            """
            link:
              unit: 1
              word-order: high-word-first
              windows: [{ from: 0, to: 50, gap: 0 }]
            points:
              - { name: a, address: 1, type: BIT, sources: [DOC] }
              - { name: b, address: 2, type: BIT, sources: [DOC] }
              - { name: c, address: 4, type: BIT, sources: [DOC] }
              - { name: d, address: 1, type: BIT, read-function: 2, sources: [DOC] }
              - { name: e, address: 1, type: U16, sources: [DOC] }
              - { name: f, address: 4, type: U16, sources: [DOC] }
            """);

    List<ReadSpan> spans = new PollPlanner(map.link(), 1).plan(map.points());

    assertThat(
            spans.stream().map(s -> s.function() + s.toString()).collect(Collectors.joining(" ")))
        .isEqualTo("1[1,2] 1[4,1] 2[1,1] 3[1,4]");
  }

  @ParameterizedTest
  @CsvSource({
    "'name: x, address: 1, type: BIT, read-function: 3', points.0.read-function",
    "'name: x, address: 1, type: U16, read-function: 1', points.0.read-function",
    "'name: x, address: 1, type: BIT, write-function: 6', points.0.write-function",
    "'name: x, address: 1, type: BITBADC', points.0.type",
    "'name: x, address: 1, type: ASCIIDCBA, registers: 2', points.0.type",
    "'name: x, address: 1, type: UTF16', points.0.registers",
    "'name: x, address: 1, type: BIT, read-function: 2, access: read-write,"
        + " write: { also: [1] }', points.0.access",
    "'name: x, address: 1, type: U16, scale-point: y', points.0.scale-point",
    "'name: x, address: 1, type: U16, scale-point: x', points.0.scale-point",
    "'name: x, address: 1, type: F32, scale-point: x', points.0.scale-point",
    "'name: x, address: 1, type: U16, scope: station', points.0.scope",
  })
  void what_a_point_cannot_be_is_named_at_its_key(String point, String key) {
    String text = HEAD + LINK + "points:\n  - { " + point + ", sources: [DOC] }\n";

    assertThat(((Problems) MapReader.read("m.yaml", text)).problems())
        .extracting(Problem::key)
        .contains(key);
  }

  /** The same four letters, laid out as the sources describe; £ is one 16-bit character. */
  @ParameterizedTest
  @CsvSource({
    "ASCII, 2, 45562d31, EV-1",
    "ASCIIBADC, 2, 5645312d, EV-1",
    "UTF16, 4, 00450056002d0031, EV-1",
    "UTF16BADC, 4, 450056002d003100, EV-1",
    "UTF16, 4, 00a3000000410041, £",
    "ASCIIBADC, 2, 00450000, ''",
  })
  void a_text_is_read_in_its_layout(String type, int registers, String words, String text) {
    RegisterMap map =
        map(
            "link: { unit: 1, word-order: low-word-first }\npoints:\n"
                + "  - { name: t, address: 1, type: %s, registers: %d, sources: [DOC] }\n"
                    .formatted(type, registers));
    Capture capture = new Capture(map);
    capture.put(map.points().get(0), HexFormat.of().parseHex(words), 0);

    Reading reading = capture.read("t", WordOrder.HIGH_WORD_FIRST);

    assertThat(map.points().get(0).typeName()).isEqualTo(type);
    assertThat(text.isEmpty() ? "E" : text)
        .isEqualTo(reading.isValue() ? reading.describe() : "none");
  }

  @Test
  void marks_of_direction_and_lone_surrogates_are_no_text() {
    RegisterMap map =
        map(
            LINK
                + "points:\n  - { name: t, address: 1, type: UTF16, registers: 2, sources: [DOC] }");
    for (String words : List.of("202e0041", "d8000041", "00070041", "20280041")) {
      Capture capture = new Capture(map);
      capture.put(map.points().get(0), HexFormat.of().parseHex(words), 0);
      assertThat(capture.read("t", WordOrder.HIGH_WORD_FIRST).isImplausible()).as(words).isTrue();
    }
  }

  /** SunSpec: value times ten to the power of the scale register; 8000h is not implemented. */
  @ParameterizedTest
  @CsvSource({
    "2300, ffff, 230.0",
    "69, 0002, 6900.0",
    "69, 0000, 69",
    "69, 8000, none",
    "69, 000b, none",
    "1234, fffd, 1.234",
  })
  void a_scale_register_multiplies_by_its_power_of_ten(int raw, String exponent, String value) {
    RegisterMap map =
        map(
            LINK
                + """
                points:
                  - { name: power, address: 1, type: U16, scale-point: power_sf, unit: W, sources: [DOC] }
                  - { name: power_sf, address: 2, type: S16, not-available: [-32768], sources: [DOC] }
                """);
    Capture capture = new Capture(map);
    capture.put(map.points().get(0), new byte[] {(byte) (raw >> 8), (byte) raw}, 0);
    capture.put(map.points().get(1), HexFormat.of().parseHex(exponent), 0);

    Reading reading = capture.read("power", WordOrder.HIGH_WORD_FIRST);

    assertThat(reading.isValue() ? reading.describe() : "none").isEqualTo(value);
  }

  @Test
  void a_value_whose_scale_register_was_not_read_is_not_published() {
    RegisterMap map =
        map(
            LINK
                + """
                points:
                  - { name: power, address: 1, type: U16, scale-point: power_sf, unit: W, sources: [DOC] }
                  - { name: power_sf, address: 2, type: S16, sources: [DOC] }
                """);
    Capture capture = new Capture(map);
    capture.put(map.points().get(0), new byte[] {0, 69}, 0);

    assertThat(capture.read("power", WordOrder.HIGH_WORD_FIRST).absence())
        .contains("its scale register has no power of ten");
    assertThat(capture.unchecked(0, WordOrder.HIGH_WORD_FIRST)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, ABSENT",
    "1, 1, UNKNOWN",
    "1, 9, ABSENT",
    "2, 0, ABSENT",
    "2, 1, READY",
    "2, , READY",
    "3, 0, CHARGING",
    "5, 0, FAULT",
    "7, 0, ABSENT",
    "7, 1, UNKNOWN",
    "7, 9, UNKNOWN",
  })
  void a_second_register_tells_whether_a_car_is_there(Long state, Long cable, Vehicle.Stage stage) {
    RegisterMap map =
        map(
            LINK
                + """
                vehicle:
                  point: state
                  absent: [1]
                  ready: [2]
                  charging: [3]
                  fault: [5]
                  presence: { point: cable, absent: [0], present: [1] }
                points:
                  - { name: state, address: 1, type: U16, labels: { 1: a, 2: b, 3: c, 5: f }, sources: [DOC] }
                  - { name: cable, address: 7, type: BIT, labels: { 0: out, 1: in }, sources: [DOC] }
                """);
    Map<String, OptionalLong> codes =
        Map.of(
            "state",
            OptionalLong.of(state),
            "cable",
            cable == null ? OptionalLong.empty() : OptionalLong.of(cable));

    assertThat(map.vehicle().stage(codes::get)).isEqualTo(stage);
  }

  private static final String STRIDE =
      """
      link:
        unit: 1
        word-order: high-word-first
        connectors: { count: 3, stride: 1000 }
        windows: [{ from: 1200, to: 1300, gap: 0 }]
      points:
        - { name: firmware, address: 100, type: U16, scope: device, sources: [DOC] }
        - { name: current, address: 1200, type: U16, sources: [DOC] }
        - { name: power, address: 1210, type: U16, sources: [DOC] }
      """;

  @Test
  void a_connector_has_its_own_registers_and_shares_those_of_the_device() {
    RegisterMap third = map(STRIDE).connector(3);

    assertThat(third.points()).extracting(Point::address).containsExactly(100, 3200, 3210);
    assertThat(third.link().windows()).contains(new LinkSettings.Window(3200, 3300, 0));
    assertThat(new PollPlanner(third.link(), 1).plan(third.points()))
        .extracting(ReadSpan::toString)
        .containsExactly("[100,1]", "[3200,11]");
    assertThat(third.digest()).isEqualTo(map(STRIDE).digest());
  }

  @Test
  void connectors_of_one_device_are_chargers_of_their_own_on_one_connection() {
    RegisterMap map = map(STRIDE);
    RegisterMap units =
        map(
            """
            link: { unit: 1, word-order: high-word-first, connectors: { units: [1, 2] } }
            points: [{ name: current, address: 1, type: U16, sources: [DOC] }]
            """);

    List<ChargerEntry> strides =
        entries("{ id: a, host: h }, { id: b, host: h, connector: 2 }", map);
    List<ChargerEntry> byUnit =
        entries("{ id: a, host: h, connector: 1 }, { id: b, host: h, connector: 2 }", units);

    assertThat(strides.get(0).sharesConnection(strides.get(1))).isTrue();
    assertThat(strides.get(1).map().point("current").orElseThrow().address()).isEqualTo(2200);
    assertThat(byUnit).extracting(ChargerEntry::unit).containsExactly(1, 2);
  }

  @Test
  void a_connector_that_the_map_does_not_know_is_refused() {
    assertThat(messages("{ id: a, host: h, connector: 4 }", map(STRIDE)))
        .containsExactly("must be 1..3, the connectors of the map, not 4");
    RegisterMap one = map(LINK + "points: [{ name: x, address: 1, type: U16, sources: [DOC] }]");
    assertThat(messages("{ id: a, host: h, connector: 2 }", one))
        .containsExactly("map 'shapes' knows one connector; remove the key");
    assertThat(
            messages(
                "{ id: a, host: h, connector: 2 }, { id: b, host: h, connector: 2 }", map(STRIDE)))
        .singleElement()
        .asString()
        .contains("is the same device");
  }

  @ParameterizedTest
  @CsvSource({
    "'{ count: 3, stride: 10 }', link.connectors.stride, 'current'",
    "'{ count: 3, stride: 0 }', link.connectors.stride, 'must be 1..65535'",
    "'{ count: 65, stride: 1000 }', link.connectors.count, 'must be 2..64'",
    "'{ count: 64, stride: 1100 }', link.connectors.stride, 'past 65535'",
    "'{ units: [1, 1] }', link.connectors.units, 'same unit'",
    "'{ units: [1, 2], stride: 5 }', link.connectors, 'not both'",
    "'{ stride: 5 }', link.connectors.count, 'missing'",
  })
  void connectors_whose_registers_meet_are_refused(String connectors, String key, String why) {
    String text = HEAD + STRIDE.replace("{ count: 3, stride: 1000 }", connectors);

    assertThat(((Problems) MapReader.read("m.yaml", text)).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.key()).isEqualTo(key);
              assertThat(problem.message()).contains(why);
            });
  }

  private static RegisterMap map(String rest) {
    MapReader.Result read = MapReader.read("m.yaml", HEAD + rest);
    assertThat(read)
        .as(read instanceof Problems problems ? problems.problems().toString() : "")
        .isInstanceOf(MapReader.Parsed.class);
    return ((MapReader.Parsed) read).map();
  }

  private static InventoryReader.Result inventory(String chargers, RegisterMap map) {
    return InventoryReader.read(
        "i.yaml", "defaults: { map: shapes }\nchargers: [" + chargers + "]", Map.of("shapes", map));
  }

  private static List<ChargerEntry> entries(String chargers, RegisterMap map) {
    return ((InventoryReader.Parsed) inventory(chargers, map)).inventory().chargers();
  }

  private static List<String> messages(String chargers, RegisterMap map) {
    return ((Problems) inventory(chargers, map)).problems().stream().map(Problem::message).toList();
  }
}
