package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a known charger behind a server of others, from the wire to an independent subscriber. */
final class ThirdPartyRead {
  private static final String CHARGER = "ampwire/bridge/bay-01/";

  private ThirdPartyRead() {}

  static void check(Rig rig, ThirdPartyServer server, KnownCharger known, boolean lowWordFirst)
      throws IOException {
    String chargers = "bay-01@127.0.0.1:" + server.port();
    check(rig, server, bridge -> bridge.set("ampwire.chargers", chargers), known, lowWordFirst);
  }

  /** As above, with a bridge that is configured by the caller. */
  static void check(
      Rig rig,
      ThirdPartyServer server,
      Consumer<BridgeProcess> configure,
      KnownCharger known,
      boolean lowWordFirst)
      throws IOException {
    known.assertIsThePublishedTable();
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge = rig.bridge(broker);
    configure.accept(bridge);
    bridge.start().awaitReady();

    JsonNode state =
        subscriber.awaitJson(CHARGER + "state", s -> "good".equals(s.path("quality").asText()));
    JsonNode meta =
        subscriber.awaitJson(
            CHARGER + "meta", m -> "proved".equals(m.at("/word_order/state").asText()));

    known.assertEquals(state);
    assertThat(state.get("ev_state_label").asText()).isEqualTo("charging");
    assertThat(meta.at("/word_order/order").asText())
        .isEqualTo(lowWordFirst ? "low-word-first" : "high-word-first");
    assertThat(meta.at("/word_order/integers_are").asText()).isEqualTo("assumed");
    assertThat(meta.at("/identity/fit").asText()).isEqualTo("unknown");
    assertThat(meta.at("/identity/reference").isNull()).isTrue();
    if (lowWordFirst) {
      subscriber.awaitJson(
          CHARGER + "event", e -> "word_order_contradicts_map".equals(e.path("type").asText()));
    }
    assertThat(server.writes()).as("nobody commanded anything").isEmpty();
  }
}
