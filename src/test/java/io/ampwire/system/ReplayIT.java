package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What owners of real chargers posted, word for word, through the whole bridge. */
class ReplayIT {
  private static final String CHARGER = "ampwire/bridge/bay-01/";
  private static final Set<String> SINGLES =
      Set.of(
          "ev_state",
          "ocpp_status",
          "ev_presence",
          "major_version_digit",
          "minor_version_digit",
          "build_version_digit");

  @RegisterExtension final Rig rig = new Rig();

  /** The published reads; of several at one address the first. */
  private static JsonNode published() throws IOException {
    return new ObjectMapper()
        .readTree(ReplayIT.class.getResourceAsStream("/vectors/evlink-pro-ac-traces.json"))
        .get("reads");
  }

  private static Map<Integer, Integer> words() throws IOException {
    Map<Integer, Integer> words = new HashMap<>();
    // Charging: the trace has this state too, and power flows in it.
    words.putAll(Map.of(1, 8, 150, 3, 1150, 1, 1212, 3, 1213, 4, 1214, 13));
    for (JsonNode read : published()) {
      int address = read.get("address").asInt();
      for (JsonNode word : read.get("words")) {
        words.putIfAbsent(address++, Integer.parseInt(word.asText(), 16));
      }
    }
    return words;
  }

  @Test
  void publishedWordsOfARealChargerReachMqttAsItsOwnerReadThem() throws IOException {
    ReplayServer charger = rig.keep(new ReplayServer(words()));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, CHARGER + "#");
    rig.bridge(broker).set("ampwire.chargers", "bay-01@127.0.0.1:" + charger.port()).start();

    JsonNode state =
        subscriber.awaitJson(CHARGER + "state", s -> s.hasNonNull("power_active_phase_tot"));

    // 9.5516 is no 32-bit float: the nearest two are 9.5515995 and 9.5516005.
    assertThat(state.get("power_active_phase_tot").asText()).isEqualTo("9.5515995");
    assertThat(rounded(state, "power_active_phase_tot", 4)).isEqualTo("9.5516");
    assertThat(rounded(state, "current_phase_1", 3)).isEqualTo("13.484");
    assertThat(rounded(state, "current_phase_2", 3)).isEqualTo("13.441");
    assertThat(rounded(state, "current_phase_3", 3)).isEqualTo("13.381");
    assertThat(rounded(state, "voltage_phase_1", 1)).isEqualTo("236.0");
    assertThat(rounded(state, "voltage_phase_2", 1)).isEqualTo("238.9");
    assertThat(rounded(state, "voltage_phase_3", 1)).isEqualTo("237.0");
    assertThat(state.get("session_energy").longValue()).isEqualTo(6946);
    assertThat(state.get("energy_active_total").longValue()).isEqualTo(21008);
    assertThat(state.get("set_point").longValue()).isEqualTo(15);
    assertThat(state.get("ev_state_label").asText()).isEqualTo("charging");
    assertThat(state.get("quality").asText()).isEqualTo("partial");
    nothingElseHasAValue(state);
    theOrderIsProvedAgainstTheDocument(subscriber);
    assertThat(charger.others()).as("requests that were no reads").isZero();
    System.out.println("replay: " + state);
  }

  private static String rounded(JsonNode state, String point, int decimals) {
    BigDecimal value = new BigDecimal(state.get(point).asText());
    return value.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  private static void nothingElseHasAValue(JsonNode state) throws IOException {
    Set<String> known =
        StreamSupport.stream(published().spliterator(), false)
            .flatMap(read -> names(read.get("points")).stream())
            .collect(Collectors.toSet());
    known.addAll(SINGLES);
    // Every pattern of a bitfield is a reading, that of a gap too.
    known.addAll(Set.of("error_group_bitfield", "error_code_bitfield"));
    for (String point : new KnownCharger().names()) {
      assertThat(state.has(point)).as(point).isTrue();
      assertThat(state.get(point).isNull())
          .as("%s is null", point)
          .isEqualTo(!known.contains(point));
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static void theOrderIsProvedAgainstTheDocument(Subscriber subscriber) {
    JsonNode meta =
        subscriber.awaitJson(
            CHARGER + "meta", m -> "proved".equals(m.at("/word_order/state").asText()));
    assertThat(meta.at("/word_order/order").asText()).isEqualTo("low-word-first");
    JsonNode event =
        subscriber.awaitJson(
            CHARGER + "event", e -> "word_order_contradicts_map".equals(e.get("type").asText()));
    assertThat(event.get("documented").asText()).isEqualTo("high-word-first");
    assertThat(event.get("proved").asText()).isEqualTo("low-word-first");
    boolean nonsense =
        subscriber.on(CHARGER + "state").stream()
            .map(message -> message.json().get("power_active_phase_tot"))
            .anyMatch(power -> power.isNumber() && power.floatValue() != 9.5515995f);
    assertThat(nonsense).as("a value in the wrong order was published").isFalse();
  }
}
