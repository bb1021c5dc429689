package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.telemetry.Telemetry;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChargerJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ChargerEntry ENTRY = entry();

  @Test
  void a_charger_that_never_answered_is_listed_without_values() throws IOException {
    JsonNode charger = glance(nothingKnown());

    assertThat(charger.get("id").asText()).isEqualTo("bay-01");
    assertThat(charger.get("name").isNull()).isTrue();
    assertThat(charger.get("site").asText()).isEqualTo("Car park north");
    assertThat(charger.get("tags")).extracting(JsonNode::asText).containsExactly("visitors");
    assertThat(charger.get("online").isNull()).isTrue();
    assertThat(charger.get("time").isNull()).isTrue();
    assertThat(charger.get("vehicle").asText()).isEqualTo("unknown");
    assertThat(charger.get("waiting_for").asText()).isEqualTo("unknown");
    assertThat(charger.at("/power/value").isNull()).isTrue();
    assertThat(charger.at("/power/why").asText()).isEqualTo("not read");
    assertThat(charger.get("currents")).hasSize(3);
    assertThat(charger.at("/word_order/state").asText()).isEqualTo("proving");
    assertThat(charger.at("/word_order/documented").asText()).isEqualTo("high-word-first");
  }

  @Test
  void roles_of_the_map_name_the_headline_values() throws IOException {
    JsonNode charger = glance(reading("ev_state=0008", "power_active_phase_tot=d35b4118"));

    assertThat(charger.get("vehicle").asText()).isEqualTo("charging");
    assertThat(charger.at("/state/label").asText()).isEqualTo("charging");
    assertThat(charger.at("/power/point").asText()).isEqualTo("power_active_phase_tot");
    assertThat(charger.at("/power/value").decimalValue()).isEqualByComparingTo("9.5516");
    assertThat(charger.at("/power/unit").asText()).isEqualTo("kW");
    assertThat(charger.at("/control/held").asBoolean()).isTrue();
    assertThat(charger.at("/control/by").asText()).isEqualTo("ems-1");
    assertThat(charger.at("/control/lease_left").asLong()).isEqualTo(41);
    assertThat(charger.get("implausible").asLong()).isZero();
  }

  @Test
  void ninety_nine_is_no_limit_but_says_why() throws IOException {
    JsonNode limit = glance(reading("set_point=0063")).get("set_point");

    assertThat(limit.get("value").isNull()).isTrue();
    assertThat(limit.get("why").asText()).isEqualTo("no_session");
  }

  @Test
  void readings_that_cannot_be_true_are_counted() throws IOException {
    JsonNode charger = glance(reading("set_point=1000", "frequence=50004248"));

    assertThat(charger.get("implausible").asLong()).isOne();
    assertThat(charger.at("/set_point/why").asText()).startsWith("implausible");
  }

  @Test
  void the_detail_shows_decoded_values_beside_the_registers() throws IOException {
    JsonNode detail =
        JSON.readTree(ChargerDetailJson.write(reading("power_active_phase_tot=d35b4118"), 7));

    JsonNode power = point(detail, "power_active_phase_tot");
    assertThat(power.get("address").asInt()).isEqualTo(3059);
    assertThat(power.get("type").asText()).isEqualTo("F32BE");
    assertThat(power.get("raw")).extracting(JsonNode::asText).containsExactly("d35b", "4118");
    assertThat(power.get("value").decimalValue()).isEqualByComparingTo("9.5516");
    JsonNode unread = point(detail, "frequence");
    assertThat(unread.get("raw")).isEmpty();
    assertThat(unread.get("value").isNull()).isTrue();
    assertThat(detail.get("points")).hasSize(ENTRY.map().points().size());
    assertThat(detail.at("/word_order/state").asText()).isEqualTo("pinned");
    assertThat(detail.at("/about/map/rung").asText()).isEqualTo("documented");
    assertThat(detail.at("/about/map/does_not_prove").asText()).isEqualTo("anything");
    assertThat(detail.at("/endpoint/host").asText()).isEqualTo("192.0.2.11");
  }

  @Test
  void each_law_says_in_which_order_it_holds() throws IOException {
    JsonNode detail = JSON.readTree(ChargerDetailJson.write(reading("frequence=50004248"), 0));

    JsonNode range = law(detail, "frequence is 45 to 65");
    assertThat(range.get("low_word_first").asBoolean()).isTrue();
    assertThat(range.get("high_word_first").asBoolean()).isFalse();
    assertThat(range.at("/points/0").asText()).isEqualTo("frequence");
    JsonNode unread = law(detail, "voltage_phase_1 is 180 to 280");
    assertThat(unread.get("low_word_first").isNull()).as("nothing was read").isTrue();
    assertThat(unread.get("high_word_first").isNull()).isTrue();
  }

  /** FAULTS H10. */
  @Test
  void a_law_about_a_zero_is_neither_kept_nor_broken() throws IOException {
    JsonNode detail =
        JSON.readTree(
            ChargerDetailJson.write(
                reading(
                    "power_active_phase_1=00000000",
                    "power_active_phase_2=00000000",
                    "power_active_phase_3=00000000",
                    "power_active_phase_tot=00000000"),
                0));

    for (JsonNode law : detail.get("laws")) {
      assertThat(law.get("high_word_first").isNull()).as(law.toString()).isTrue();
    }
  }

  /** FAULTS H10. */
  @Test
  void a_charger_that_stopped_answering_keeps_its_last_values_apart() throws IOException {
    Telemetry.Current before = reading("power_active_phase_tot=d35b4118").current();
    Telemetry.Current now =
        new Telemetry.Current(
            nothingRead().current().snapshot(),
            before.snapshot(),
            Optional.of(false),
            before.meta());
    ChargerJson.Seen stopped = new ChargerJson.Seen(ENTRY, now, TrustBook.EMPTY);

    JsonNode charger = glance(stopped);

    assertThat(charger.at("/power/value").isNull()).isTrue();
    assertThat(charger.at("/last/ts").asLong()).isEqualTo(1_795_374_000_123L);
    assertThat(charger.at("/last/power/value").decimalValue()).isEqualByComparingTo("9.5516");
    JsonNode detail = JSON.readTree(ChargerDetailJson.write(stopped, 0));
    assertThat(point(detail, "power_active_phase_tot").get("value").isNull()).isTrue();
    assertThat(point(detail, "power_active_phase_tot").get("last").decimalValue())
        .isEqualByComparingTo("9.5516");
    assertThat(glance(reading("ev_state=0008")).get("last").isNull()).as("it answers").isTrue();
    assertThat(glance(nothingKnown()).get("last").isNull()).as("it never answered").isTrue();
  }

  @Test
  void a_reading_is_judged_where_the_map_says_what_can_be_true() throws IOException {
    JsonNode detail =
        JSON.readTree(ChargerDetailJson.write(reading("set_point=1000", "ev_state=0008"), 0));

    assertThat(point(detail, "set_point").get("plausible").asText()).isEqualTo("no");
    assertThat(point(detail, "set_point").at("/range/max").asInt()).isEqualTo(80);
    assertThat(point(detail, "frequence").get("plausible").isNull()).as("not read").isTrue();
  }

  @Test
  void what_the_charger_falls_back_to_is_told_with_what_it_reads() throws IOException {
    JsonNode fallback =
        JSON.readTree(ChargerDetailJson.write(reading("degraded_set_point_tri=0008"), 0))
            .get("fallback");

    assertThat(fallback.findValuesAsText("point"))
        .containsExactly("degraded_set_point_mono", "degraded_set_point_tri");
    assertThat(fallback.at("/0/why").asText()).isEqualTo("not read");
    assertThat(fallback.at("/1/value").asInt()).isEqualTo(8);
  }

  @Test
  void what_the_set_point_takes_is_told_with_its_unit() throws IOException {
    JsonNode takes =
        JSON.readTree(ChargerDetailJson.write(nothingKnown(), 0)).get("set_point_takes");

    assertThat(takes.toString())
        .isEqualTo("{\"min\":6,\"max\":32,\"also\":[0],\"pause\":0,\"unit\":\"A\",\"step\":1}");
  }

  @Test
  void a_refusal_is_a_problem_document_whatever_was_asked() throws IOException {
    JsonNode problem = JSON.readTree(ProblemJson.write(404, "Not Found", "no \"<b>\"\n"));

    assertThat(problem.get("status").asInt()).isEqualTo(404);
    assertThat(problem.get("detail").asText()).isEqualTo("no \"<b>\"\n");
  }

  private static JsonNode glance(ChargerJson.Seen seen) throws IOException {
    JsonNode list = JSON.readTree(ChargerJson.list(List.of(seen)));
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  private static JsonNode point(JsonNode detail, String name) {
    for (JsonNode point : detail.get("points")) {
      if (point.get("name").asText().equals(name)) {
        return point;
      }
    }
    throw new AssertionError("no point " + name);
  }

  private static JsonNode law(JsonNode detail, String words) {
    for (JsonNode law : detail.get("laws")) {
      if (law.get("law").asText().equals(words)) {
        return law;
      }
    }
    throw new AssertionError("no law " + words + " in " + detail.get("laws"));
  }

  private static ChargerEntry entry() {
    InventoryReader.Result read =
        InventoryReader.read(
            "inventory.yaml",
            "chargers: [{ id: bay-01, host: 192.0.2.11, site: Car park north, tags: [visitors] }]",
            Files.library().maps());
    return ((InventoryReader.Parsed) read).inventory().chargers().get(0);
  }

  private static ChargerJson.Seen nothingKnown() {
    return new ChargerJson.Seen(
        ENTRY,
        new Telemetry.Current(Optional.empty(), Optional.empty(), Optional.empty()),
        TrustBook.EMPTY);
  }

  /** A charger without readings, a minute later. */
  private static ChargerJson.Seen nothingRead() {
    ChargerSnapshot then = reading().current().snapshot().orElseThrow();
    ChargerSnapshot stale =
        new ChargerSnapshot(
            then.map(),
            then.ts() + 60_000,
            ChargerSnapshot.Quality.STALE,
            ControlView.NONE,
            WaitingFor.UNKNOWN,
            Optional.empty(),
            then.readings(),
            then.registers());
    return new ChargerJson.Seen(
        ENTRY,
        new Telemetry.Current(Optional.of(stale), Optional.of(false), Optional.empty()),
        TrustBook.EMPTY);
  }

  /** A charger whose registers are as given, {@code name=hex}, low word first. */
  private static ChargerJson.Seen reading(String... registers) {
    RegisterMap map = ENTRY.map();
    Capture capture = new Capture(map);
    for (String register : registers) {
      String[] parts = register.split("=");
      capture.put(map.point(parts[0]).orElseThrow(), HexFormat.of().parseHex(parts[1]), 0);
    }
    Interpreter interpreter = new Interpreter(map, WordOrderChoice.LOW_WORD_FIRST);
    Reading[] readings = interpreter.interpret(capture, 0);
    ControlView control =
        new ControlView(
            ControlPhase.HELD,
            Optional.of("ems-1"),
            Optional.of(Decimal.of(16)),
            OptionalLong.of(41),
            OptionalLong.of(812),
            true);
    ChargerSnapshot snapshot =
        new ChargerSnapshot(
            map,
            1_795_374_000_123L,
            ChargerSnapshot.Quality.PARTIAL,
            control,
            WaitingFor.NONE,
            Optional.empty(),
            List.of(readings),
            capture);
    ChargerMeta meta =
        new ChargerMeta(
            map, DeviceIdentity.UNKNOWN, interpreter.verdict(), Permissions.MONITOR_ONLY, Set.of());
    return new ChargerJson.Seen(
        ENTRY,
        new Telemetry.Current(Optional.of(snapshot), Optional.of(true), Optional.of(meta)),
        TrustBook.EMPTY);
  }
}
