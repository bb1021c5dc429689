package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.WriteLog;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand commands for one charger, as fast as a client can send them, in little memory. */
class FloodIT {
  private static final int COMMANDS = 10_000;
  private static final int SET_POINT = 4004;
  private static final String BAY = "ampwire/bridge/bay/";

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

  /** FAULTS C08 and C09. */
  @Test
  void eachIsAnsweredOnceAndTheChargerHoldsTheLastThatWasApplied() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    SimulatedCharger charger = get(fleet.start()).get(0);
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, BAY + "ack/+", "ampwire/bridge/status");
    BridgeProcess bridge =
        rig.bridge(broker)
            .java("-Xmx96m", "-XX:+ExitOnOutOfMemoryError")
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay, host: %s, port: %d, max-current: 32, control: leased}]"
                    .formatted(charger.host(), charger.port()))
            .start();
    await("ready")
        .atMost(Duration.ofSeconds(30))
        .until(() -> bridge.status("/q/health/ready") == 200);
    new Commander(broker.port(), subscriber, BAY.substring(0, BAY.length() - 1))
        .ask("set_point", "9");
    double polls = polls(bridge);

    long begun = System.nanoTime();
    flood(broker);
    long sent = System.nanoTime();
    subscriber.awaitCount(BAY + "ack/set_point", COMMANDS + 1);

    System.out.printf(
        "flood: %d commands sent in %d ms, answered after %d ms; writes %d%n",
        COMMANDS,
        (sent - begun) / 1_000_000,
        (System.nanoTime() - begun) / 1_000_000,
        charger.server().writes().of(SET_POINT).size());
    Map<String, JsonNode> answers = answers(subscriber);
    assertThat(answers).hasSize(COMMANDS);
    assertThat(answers.values())
        .allMatch(a -> isApplied(a) || a.path("code").asText().equals("superseded"));
    assertThat(written(charger).subList(1, written(charger).size()))
        .as("what was applied, in the order in which it was sent")
        .isEqualTo(applied(answers));
    assertThat(isApplied(answers.get("c" + (COMMANDS - 1)))).as("the newest").isTrue();
    assertThat(charger.charger().setPoint()).isEqualTo(amps(COMMANDS - 1));
    assertThat(charger.charger().fellBack()).as("it missed no lifebit").isFalse();
    await("polls go on").until(() -> polls(bridge) > polls + 2);
    assertThat(subscriber.on("ampwire/bridge/status"))
        .extracting(Message::payload)
        .containsOnly("online");
  }

  private void flood(Mosquitto broker) {
    MqttClient client =
        MqttClient.create(vertx, new MqttClientOptions().setMaxInflightQueue(2 * COMMANDS));
    get(client.connect(broker.port(), "127.0.0.1"));
    List<Future<Integer>> sending =
        IntStream.range(0, COMMANDS).mapToObj(i -> command(client, i)).toList();
    sending.forEach(command -> get(command));
    rig.keep(() -> get(client.disconnect()));
  }

  private static Future<Integer> command(MqttClient client, int i) {
    return client.publish(
        BAY + "cmd/set_point",
        Buffer.buffer("{\"value\":%d,\"id\":\"c%d\"}".formatted(amps(i), i)),
        MqttQoS.AT_LEAST_ONCE,
        false,
        false);
  }

  private static int amps(int i) {
    return 6 + i * 7 % 27;
  }

  /** The answers to the flood by the id of their command; none came twice. */
  private static Map<String, JsonNode> answers(Subscriber subscriber) {
    return subscriber.on(BAY + "ack/set_point").stream()
        .map(Message::json)
        .filter(answer -> !answer.path("id").isNull())
        .collect(Collectors.toMap(answer -> answer.path("id").asText(), Function.identity()));
  }

  private static boolean isApplied(JsonNode answer) {
    return answer.path("status").asText().equals("applied");
  }

  private static List<Integer> applied(Map<String, JsonNode> answers) {
    return IntStream.range(0, COMMANDS)
        .filter(i -> isApplied(answers.get("c" + i)))
        .mapToObj(FloodIT::amps)
        .toList();
  }

  private static List<Integer> written(SimulatedCharger charger) {
    return charger.server().writes().of(SET_POINT).stream().map(WriteLog.Entry::value).toList();
  }

  private static double polls(BridgeProcess bridge) {
    return bridge.metric("ampwire_polls_total{outcome=\"ok\"}");
  }
}
