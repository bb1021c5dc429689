package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.bench.BenchFleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the fleet's page costs a browser with many chargers; run by {@code mvn -Pbench verify}. */
class FleetPageBench {
  private static final int CHARGERS = Integer.getInteger("bench.page", 500);
  private static final int SECONDS = 20;

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void whatTheFleetsPageCosts() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    Mosquitto broker = rig.broker().start();
    BridgeProcess bridge =
        rig.bridge(broker)
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
            .start();
    await("all online")
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);

    JsonNode cost =
        Browser.run(
            "fleet-page.mjs", bridge.url(), Integer.toString(CHARGERS), Integer.toString(SECONDS));

    System.out.println("fleet page: " + cost);
    assertThat(cost.get("chargers").asInt()).isEqualTo(CHARGERS);
  }
}
