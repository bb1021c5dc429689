package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.command.Ack;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.WordOrderVerdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentsTest {
  /** FAULTS S09. */
  @ParameterizedTest
  @CsvSource({"false, unsynced", "true, synced"})
  void info_says_whether_the_clock_was_ever_set(boolean synced, String said) throws IOException {
    BridgeInfo info =
        new BridgeInfo("1.0", "k3v9x2", 0, synced, "digest", List.of("bay-01"), List.of());

    byte[] document = new JsonDocuments("k3v9x2", TrustBook.EMPTY).encode(new Document.Info(info));

    assertThat(new ObjectMapper().readTree(document).get("clock").asText()).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "16.0, 16", "10.50, 10.5", "0, 0", "10.125, 10.125", "100, 100"})
  void an_answer_carries_the_shortest_decimal(String value, String said) {
    Optional<Decimal> amps = Decimal.exact(new BigDecimal(value));
    Ack ack = new Ack("set_point", Optional.of("a1"), new Outcome.Applied(true, amps, amps), 7, 57);
    byte[] document =
        new JsonDocuments("k3v9x2", TrustBook.EMPTY)
            .encode(new Document.Answer(new ChargerId("bay-01"), OptionalLong.empty(), ack));
    assertThat(new String(document, StandardCharsets.UTF_8))
        .contains("\"value\":" + said + ",\"readback\":" + said + ",\"ts\"");
  }

  @Test
  void meta_says_what_the_inventory_calls_the_charger() throws IOException {
    WordOrderVerdict verdict =
        new WordOrderVerdict(
            WordOrderVerdict.State.PROVING,
            Optional.empty(),
            new WordOrderVerdict.Integers(Optional.empty(), false),
            "");
    ChargerMeta meta =
        new ChargerMeta(
            Evlink.MAP,
            DeviceIdentity.UNKNOWN,
            verdict,
            Permissions.MONITOR_ONLY,
            Set.of(),
            new ChargerDescription(Optional.of("Süd"), Optional.empty(), List.of("a", "b")),
            Map.of());

    JsonNode document =
        new ObjectMapper()
            .readTree(
                new JsonDocuments("k3v9x2", TrustBook.EMPTY)
                    .encode(new Document.Meta(new ChargerId("bay-01"), meta)));

    assertThat(document.get("name").asText()).isEqualTo("Süd");
    assertThat(document.get("site").isNull()).isTrue();
    assertThat(document.get("tags")).extracting(JsonNode::asText).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "10.3, 10.3"})
  void an_event_carries_the_shortest_decimal(String amps, String said) {
    Map<String, Object> details = Map.of("value", Decimal.parse(amps).orElseThrow().number());
    byte[] document =
        new JsonDocuments("k3v9x2", TrustBook.EMPTY)
            .encode(new Document.BridgeEvent(1, "control_taken", 0, details));
    assertThat(new String(document, StandardCharsets.UTF_8)).contains("\"value\":" + said + "}");
  }

  /** FAULTS J03. */
  @Test
  void an_event_never_exceeds_sixteen_kilobytes_whatever_it_reports() throws IOException {
    for (String text : List.of("x".repeat(450_000), "\u0001".repeat(16_000), "ä".repeat(9_000))) {
      Document event =
          new Document.BridgeEvent(1, "inventory_rejected", 0, Map.of("message", text));

      byte[] document = new JsonDocuments("k3v9x2", TrustBook.EMPTY).encode(event);

      JsonNode json = new ObjectMapper().readTree(document);
      assertThat(document.length).isBetween(2_000, 16 * 1024);
      assertThat(json.get("type").asText()).isEqualTo("inventory_rejected");
      assertThat(json.get("message").asText()).endsWith(" ...");
      assertThat(json.get("truncated").asBoolean()).isTrue();
    }
  }

  @Test
  void info_says_what_the_broker_speaks_and_why_the_connection_was_lost_last() throws IOException {
    BridgeInfo info =
        new BridgeInfo(
            "1.0",
            "k3v9x2",
            0,
            true,
            "digest",
            List.of(),
            List.of(),
            Optional.of(
                new BridgeInfo.Broker(
                    "5",
                    Optional.of(4096),
                    20,
                    true,
                    false,
                    Optional.of(true),
                    Optional.of("quota exceeded (0x97)"))));

    byte[] document = new JsonDocuments("k3v9x2", TrustBook.EMPTY).encode(new Document.Info(info));

    assertThat(new ObjectMapper().readTree(document).get("mqtt"))
        .hasToString(
            "{\"version\":\"5\",\"max_packet\":4096,\"receive_maximum\":20,\"retain\":true,"
                + "\"wildcards\":false,\"retain_as_published\":true,\"last_problem\":\"quota exceeded (0x97)\"}");
  }
}
