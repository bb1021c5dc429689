package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.WriteLog;
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
  private static final String BAY = "ampwire/bridge/bay/";

  /** Rules of the broker for a test's own users: all may hear, and do what each test says. */
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
      pattern write ampwire/bridge/+/cmd/+/%u
      """;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          List.of(ChargerOptions.threePhase("bay").withNinetyNine(false)),
          ServerOptions.defaults());
  private SimulatedCharger charger;
  private Mosquitto broker;
  private Subscriber acks;

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void started(boolean controllers) {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    charger = get(fleet.start()).get(0);
    broker = rig.broker(ACL).start();
    acks = rig.subscribe(broker, BAY + "ack/+");
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.mqtt.username", "bridge")
            .set("ampwire.command.controller-topics", Boolean.toString(controllers));
    bridge
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            "chargers: [{ id: bay, host: %s, port: %d, max-current: 32, lease: 600s }]"
                .formatted(charger.host(), charger.port()))
        .start();
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.status("/q/health/ready") == 200);
  }

  private Pub as(String user) {
    return new Pub(broker.port(), user);
  }

  /** FAULTS C17. */
  @Test
  void aCommandOfSomebodyWhoMayNotPublishNeverArrivesAndThatOfAnOperatorDoes() {
    started(false);

    as("somebody").send(BAY + "cmd/set_point", "20");
    as("operator").send(BAY + "cmd/set_point", "11");

    assertThat(acks.await1(BAY + "ack/set_point").json().path("value").asInt()).isEqualTo(11);
    assertThat(charger.server().writes().of(SET_POINT))
        .allMatch(write -> write.value() == 11)
        .isNotEmpty();
    assertThat(acks.on(BAY + "ack/set_point")).hasSize(1);
  }

  @Test
  void aControllerWithATopicOfItsOwnCannotSpeakInAnothersName() {
    started(true);

    as("ems-1").send(BAY + "cmd/set_point/ems-1", "{\"value\":10,\"id\":\"a\",\"lease\":600}");
    JsonNode first = acks.awaitCount(BAY + "ack/set_point", 1).json();
    as("ems-2").send(BAY + "cmd/set_point/ems-1", "{\"value\":16,\"id\":\"never\"}");
    as("ems-2").send(BAY + "cmd/set_point", "{\"value\":16,\"id\":\"never\"}");
    as("ems-2").send(BAY + "cmd/set_point/ems-2", "{\"value\":16,\"id\":\"b\",\"by\":\"ems-1\"}");
    JsonNode forged = acks.awaitCount(BAY + "ack/set_point", 2).json();
    as("ems-2").send(BAY + "cmd/set_point/ems-2", "{\"value\":16,\"id\":\"c\"}");
    JsonNode other = acks.awaitCount(BAY + "ack/set_point", 3).json();
    as("ems-1").send(BAY + "cmd/set_point/ems-1", "{\"value\":12,\"id\":\"d\",\"lease\":600}");
    JsonNode holder = acks.awaitCount(BAY + "ack/set_point", 4).json();

    System.out.println("acl: " + forged);
    assertThat(first.path("status").asText()).isEqualTo("applied");
    assertThat(forged.path("code").asText()).isEqualTo("bad_payload");
    assertThat(forged.path("message").asText()).contains("ems-1", "ems-2");
    assertThat(other.path("code").asText()).isEqualTo("held_by_other");
    assertThat(holder.path("status").asText()).isEqualTo("applied");
    assertThat(acks.all()).noneMatch(message -> message.payload().contains("never"));
    assertThat(charger.server().writes().of(SET_POINT))
        .extracting(WriteLog.Entry::value)
        .containsOnly(10, 12);
  }
}
