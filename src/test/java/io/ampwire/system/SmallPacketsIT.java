package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that ends the connection on packets above a size that it does not tell. */
class SmallPacketsIT {
  private static final Duration SOON = Duration.ofSeconds(240);

  @RegisterExtension final Rig rig = new Rig();

  /** FAULTS J02. */
  @Test
  void whatIsTooLargeIsWithheldAndNamedAndTheRestFlowsThroughOneConnection() {
    J2modServer charger = rig.keep(new J2modServer(new KnownCharger().words(true)));
    Mosquitto broker = rig.broker().with("max_packet_size", "4096").start();
    Subscriber heard = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.mqtt.version", "3.1.1")
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{ id: bay-01, host: 127.0.0.1, port: %d }]".formatted(charger.port()))
            .start();
    long begun = System.nanoTime();
    await("the meta document to be named")
        .atMost(SOON)
        .until(
            () ->
                heard.on("ampwire/bridge/event").stream()
                    .map(Message::json)
                    .anyMatch(
                        event ->
                            event.path("type").asText().equals("broker_oversize")
                                && event.path("topic").asText().endsWith("bay-01/meta")));
    await("ready")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.status("/q/health/ready") == 200);
    System.out.printf(
        "small packets: ready after %d s, withheld %.0f%n",
        (System.nanoTime() - begun) / 1_000_000_000L,
        bridge.metric("ampwire_documents_withheld_total"));
    int states = heard.on("ampwire/bridge/bay-01/state").size();
    heard.awaitCount("ampwire/bridge/bay-01/state", states + 10);
    assertThat(bridge.metric("ampwire_journal_documents")).isZero();
  }
}
