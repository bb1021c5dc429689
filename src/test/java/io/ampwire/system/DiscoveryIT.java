package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.homeassistant.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Home Assistant finds on the broker, through everything that may happen to it. */
class DiscoveryIT {
  private static final String BRIDGE = "homeassistant/device/ampwire_bridge/config";
  private static final String BAY_1 = "homeassistant/device/ampwire_bridge_bay-01/config";
  private static final String BAY_2 = "homeassistant/device/ampwire_bridge_bay-02/config";
  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void devicesAreAnnouncedKeptUpAndTakenBack() {
    String one = charger("bay-01");
    String two = charger("bay-02");
    Mosquitto broker = rig.broker().start();
    Subscriber home = rig.subscribe(broker, "homeassistant/#", "house/#", "ampwire/#");
    BridgeProcess bridge = rig.bridge(broker);
    inventory(bridge, one, two).start();

    Rules rules = new Rules(false);
    for (String topic : new String[] {BRIDGE, BAY_1, BAY_2}) {
      rules.device(topic, home.await1(topic).json());
    }
    assertThat(rules.breaches()).isEmpty();
    home.await1("ampwire/bridge/bay-01/status", "online");

    aPauseRemembersTheLimit(broker, home);

    home.clear();
    new Pub(broker.port()).send("homeassistant/status", "online");
    home.await1(BAY_1);
    home.await1(BAY_2);
    home.await1("ampwire/bridge/bay-01/status", "online");

    broker.kill();
    broker.start();
    Subscriber after = rig.subscribe(broker, "homeassistant/#", "house/#");
    after.await1(BRIDGE);
    after.await1(BAY_1);
    after.await1(BAY_2);

    inventory(bridge, one);
    after.await1(BAY_2, "");
    assertThat(kept(broker)).containsOnlyKeys(BRIDGE, BAY_1);

    restart(bridge, "ampwire.homeassistant.compat", "true");
    await("each entity by itself").atMost(SOON).until(() -> kept(broker).size() > 40);
    Rules older = new Rules(true);
    Map<String, JsonNode> single = kept(broker);
    single.forEach(older::single);
    assertThat(older.breaches()).isEmpty();
    assertThat(single).doesNotContainKeys(BRIDGE, BAY_1);

    bridge.set("ampwire.homeassistant.compat", "false");
    restart(bridge, "ampwire.homeassistant.prefix", "house");
    await("the other prefix, and nothing under the first")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(kept(broker))
                    .containsOnlyKeys(
                        BRIDGE.replace("homeassistant/", "house/"),
                        BAY_1.replace("homeassistant/", "house/")));

    restart(bridge, "ampwire.homeassistant.enabled", "false");
    await("nothing any more").atMost(SOON).until(() -> kept(broker).isEmpty());
  }

  private static void aPauseRemembersTheLimit(Mosquitto broker, Subscriber home) {
    Commander user = new Commander(broker.port(), home, "ampwire/bridge/bay-01");
    await("an applied command")
        .atMost(SOON)
        .until(() -> user.ask("set_point", "11").get("status").asText().equals("applied"));
    home.awaitJson("ampwire/bridge/bay-01/state", s -> s.get("control_limit").asInt() == 11);
    assertThat(user.ask("set_point", "0").get("status").asText()).isEqualTo("applied");
    home.awaitJson(
        BAY_1,
        d -> d.at("/components/charging-pause/payload_off").asText().startsWith("{\"value\":11,"));
  }

  /** A charger on a port of its own, as the inventory has it. */
  private String charger(String bay) {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    return "  - {id: %s, host: 127.0.0.1, port: %d, max-current: 16}\n"
        .formatted(bay, server.port());
  }

  private static BridgeProcess inventory(BridgeProcess bridge, String... chargers) {
    return bridge.file(
        "ampwire.inventory", "inventory.yaml", "chargers:\n" + String.join("", chargers));
  }

  private static void restart(BridgeProcess bridge, String key, String value) {
    bridge.terminate();
    bridge.exitCode(Duration.ofSeconds(20));
    bridge.set(key, value).start();
  }

  /** What the broker has for a Home Assistant that connects now. */
  private Map<String, JsonNode> kept(Mosquitto broker) {
    try (Subscriber fresh =
        new Subscriber(broker.port(), "homeassistant/+/#", "house/+/#", "ampwire/bridge/info")) {
      fresh.await1("ampwire/bridge/info");
      Map<String, JsonNode> kept = new TreeMap<>();
      fresh.all().stream()
          .filter(message -> message.retained() && message.topic().endsWith("/config"))
          .forEach(message -> kept.put(message.topic(), message.json()));
      return kept;
    }
  }
}
