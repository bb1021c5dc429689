package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentPropertiesTest {
  private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Document EVENT =
      new Document.BridgeEvent(7, "gap", 1795374000123L, Map.of());

  @Test
  void an_event_says_its_numbers_and_with_cloudevents_its_attributes() {
    OutgoingProperties plain =
        new DocumentProperties("k3v9x2", "ampwire/bridge", false).of(EVENT, JSON);
    assertThat(plain.contentType()).hasValue("application/json");
    assertThat(plain.utf8()).isTrue();
    assertThat(plain.user()).isEqualTo(Map.of("schema", "1", "boot", "k3v9x2", "seq", "7"));

    assertThat(new DocumentProperties("k3v9x2", "ampwire/bridge", true).of(EVENT, JSON).user())
        .containsEntry("specversion", "1.0")
        .containsEntry("id", "k3v9x2-event-7")
        .containsEntry("source", "ampwire/bridge")
        .containsEntry("type", "io.ampwire.event.gap")
        .containsEntry("time", "2026-11-22T19:00:00.123Z");
  }

  @Test
  void a_document_from_the_journal_keeps_the_boot_and_the_number_it_had() {
    byte[] state =
        "{\"schema\":1,\"boot\":\"old111\",\"seq\":42,\"ts\":1}".getBytes(StandardCharsets.UTF_8);
    OutgoingProperties late =
        new DocumentProperties("k3v9x2", "ampwire/bridge", false)
            .of(new Document.Late(Optional.of(new ChargerId("bay")), state), state);
    assertThat(late.user())
        .isEqualTo(Map.of("schema", "1", "boot", "old111", "seq", "42", "charger", "bay"));
  }

  @Test
  void plain_text_and_what_clears_a_topic_say_nothing() {
    DocumentProperties properties = new DocumentProperties("k3v9x2", "ampwire/bridge", true);
    assertThat(properties.of(new Document.BridgeStatus(true), JSON))
        .isSameAs(OutgoingProperties.NONE);
    assertThat(properties.of(new Document.Announcement("a/b", Optional.empty()), new byte[0]))
        .isSameAs(OutgoingProperties.NONE);
  }
}
