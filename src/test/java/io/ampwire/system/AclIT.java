package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker's access list decides who may command: what it stops never reaches a charger. */
class AclIT {
  private static final int SET_POINT = 4004;
  private static final String ACL =
      """
      topic read #
      user bridge
      topic readwrite #
      user operator
      topic write ampwire/+/+/cmd/+
      topic readwrite probe/#
      user somebody
      topic readwrite probe/#
      """;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          List.of(ChargerOptions.threePhase("bay").withNinetyNine(false)),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void aCommandOfSomebodyWhoMayNotPublishNeverArrivesAndThatOfAnOperatorDoes() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    SimulatedCharger charger = get(fleet.start()).get(0);
    Mosquitto broker = rig.broker(ACL).start();
    Subscriber acks = rig.subscribe(broker, "ampwire/bridge/bay/ack/+");
    BridgeProcess bridge = rig.bridge(broker).set("ampwire.mqtt.username", "bridge");
    bridge
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            "chargers: [{ id: bay, host: %s, port: %d, max-current: 32 }]"
                .formatted(charger.host(), charger.port()))
        .start();
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.status("/q/health/ready") == 200);

    new Pub(broker.port(), "somebody").send("ampwire/bridge/bay/cmd/set_point", "20");
    new Pub(broker.port(), "operator").send("ampwire/bridge/bay/cmd/set_point", "11");

    assertThat(acks.await1("ampwire/bridge/bay/ack/set_point").json().path("value").asInt())
        .isEqualTo(11);
    assertThat(charger.server().writes().of(SET_POINT))
        .allMatch(write -> write.value() == 11)
        .isNotEmpty();
    assertThat(acks.on("ampwire/bridge/bay/ack/set_point")).hasSize(1);
  }
}
