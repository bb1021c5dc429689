package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tags of RFID cards, from the register to broker, API and log. Two chargers of the same kind hold
 * one tag each; the inventory permits only the first to publish it.
 */
class PersonalTagIT {
  private static final int TAG_ADDRESS = 200;
  private static final String PERMITTED = "04A1B2C3";
  private static final String WITHHELD = "04D5E6F7";
  private static final String MAP =
      """
      schema: 1
      id: card-reader
      title: A charger with a card reader
      revision: 1
      licence: Apache-2.0
      sources: [{ mark: DOC, kind: document, title: A document }]
      link: { unit: 255, word-order: high-word-first, read-function: 3 }
      points:
        - { name: voltage, address: 100, type: U16, unit: V, sources: [DOC] }
        - { name: rfid_tag, address: 200, type: ASCII, registers: 4, sources: [DOC] }
      """;

  @RegisterExtension final Rig rig = new Rig();

  /** FAULTS H17. */
  @Test
  void theTagOfACardLeavesTheBridgeOnlyWhereTheInventoryPermitsIt() throws Exception {
    J2modServer open = rig.keep(new J2modServer(card(PERMITTED)));
    J2modServer closed = rig.keep(new J2modServer(card(WITHHELD)));
    Mosquitto broker = rig.broker().start();
    Subscriber everything = rig.subscribe(broker, "#");
    BridgeProcess bridge = rig.bridge(broker);
    bridge
        .file("ampwire.maps", "maps/card-reader.yaml", MAP)
        .set("ampwire.maps", bridge.folder().resolve("maps").toString())
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            """
            defaults: { map: card-reader }
            chargers:
              - { id: open, host: 127.0.0.1, port: %d, tags: [visitors], publish: { tags: true } }
              - { id: closed, host: 127.0.0.1, port: %d, tags: [fleet] }
            """
                .formatted(open.port(), closed.port()))
        .start();

    everything.awaitJson("ampwire/bridge/open/state", s -> s.get("voltage").asInt() == 230);
    everything.awaitJson("ampwire/bridge/closed/state", s -> s.get("voltage").asInt() == 230);
    JsonNode openState = last(everything, "open/state");
    JsonNode closedState = last(everything, "closed/state");
    System.out.println("tags: " + openState + " " + closedState);

    assertThat(openState.get("rfid_tag").asText()).isEqualTo(PERMITTED);
    assertThat(closedState.get("rfid_tag").isNull()).isTrue();
    assertThat(closedState.get("quality").asText()).isEqualTo("good");
    assertThat(bridge.api("/api/v1/chargers/open")).contains(PERMITTED);
    assertThat(everything.all())
        .extracting(Message::payload)
        .as("what any topic says")
        .noneMatch(payload -> payload.contains(WITHHELD));
    assertThat(bridge.api("/api/v1/chargers/closed")).doesNotContain(WITHHELD);
    assertThat(bridge.log()).doesNotContain(WITHHELD);
    assertThat(last(everything, "open/meta").at("/tags/0").asText()).isEqualTo("visitors");
    assertThat(last(everything, "closed/meta").at("/tags/0").asText()).isEqualTo("fleet");
  }

  private static Words card(String tag) {
    Words words = new Words(false).u16(100, 230);
    for (int i = 0; i < 4; i++) {
      words.u16(TAG_ADDRESS + i, tag.charAt(2 * i) << 8 | tag.charAt(2 * i + 1));
    }
    return words;
  }

  private static JsonNode last(Subscriber subscriber, String topic) {
    return subscriber.on("ampwire/bridge/" + topic).stream()
        .max(Comparator.comparingLong(Message::received))
        .orElseThrow()
        .json();
  }
}
