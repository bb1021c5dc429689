package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.faults.Stalls;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hundred chargers under control, forty of them hanging, a thousand commands a second. */
@Tag("load")
class ControlLoadIT {
  private static final int CHARGERS = 200;
  private static final int HANGING = 40;
  private static final int PER_SECOND = 1000;
  private static final int SECONDS = 30;

  /**
   * Half of what the charger waits for. A machine of its own holds {@code
   * -Dampwire.lifebit.millis=3000}, one and a half periods.
   */
  private static final Duration LONGEST =
      Duration.ofMillis(Long.getLong("ampwire.lifebit.millis", 5_000));

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(7);

  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          IntStream.range(0, CHARGERS)
              .mapToObj("sim-%03d"::formatted)
              .map(id -> ChargerOptions.threePhase(id).withNinetyNine(false))
              .toList(),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS C08, S01 and S17. */
  @Test
  void noHealthyChargerMissesItsLifebitWhileOthersHangAndCommandsFlood() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    Mosquitto broker = rig.broker().start();
    BridgeProcess bridge = rig.bridge(broker);
    bridge.file("ampwire.inventory", "inventory.yaml", inventory(chargers)).start();
    await("all online")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
    MqttClient client = client(broker);
    chargers.forEach(charger -> command(client, charger, 10));
    await("all under control")
        .atMost(Duration.ofSeconds(60))
        .until(() -> chargers.stream().allMatch(c -> Beats.last(c) != Long.MIN_VALUE));

    chargers.subList(0, HANGING).forEach(charger -> charger.server().hang());
    long from = System.nanoTime();
    flood(client, chargers);
    long to = System.nanoTime();

    List<SimulatedCharger> healthy = chargers.subList(HANGING, CHARGERS);
    Beats beats = new Beats(healthy, from, to);
    System.out.println(
        "lifebit of %d healthy chargers, %d hanging, %d commands/s for %d s: %s"
            .formatted(healthy.size(), HANGING, PER_SECOND, SECONDS, beats));
    System.out.println("answered: " + outcomes(bridge));
    assertThat(healthy).as("nobody fell back").noneMatch(c -> c.charger().fellBack());
    assertThat(Duration.ofMillis(beats.longest()))
        .as("longest gap")
        .isLessThan(Stalls.allowing(LONGEST, from));
  }

  private void flood(MqttClient client, List<SimulatedCharger> chargers) {
    AtomicInteger sent = new AtomicInteger();
    long timer =
        vertx.setPeriodic(
            10,
            tick -> {
              for (int i = 0; i < PER_SECOND / 100; i++) {
                command(client, chargers.get(random.nextInt(CHARGERS)), 6 + random.nextInt(20));
                sent.incrementAndGet();
              }
            });
    await("the flood to pass")
        .atMost(Duration.ofSeconds(5 * SECONDS))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> sent.get() >= PER_SECOND * SECONDS);
    vertx.cancelTimer(timer);
  }

  private MqttClient client(Mosquitto broker) {
    MqttClient client = MqttClient.create(vertx, new MqttClientOptions().setMaxInflightQueue(9000));
    get(client.connect(broker.port(), "127.0.0.1"));
    rig.keep(() -> get(client.disconnect()));
    return client;
  }

  private static void command(MqttClient client, SimulatedCharger charger, int amps) {
    client.publish(
        "ampwire/bridge/" + charger.id() + "/cmd/set_point",
        Buffer.buffer(Integer.toString(amps)),
        MqttQoS.AT_MOST_ONCE,
        false,
        false);
  }

  private static String inventory(List<SimulatedCharger> chargers) {
    StringBuilder yaml = new StringBuilder("defaults: { max-current: 32 }\nchargers:\n");
    chargers.forEach(
        c ->
            yaml.append(
                "  - { id: %s, host: %s, port: %d }\n".formatted(c.id(), c.host(), c.port())));
    return yaml.toString();
  }

  private static String outcomes(BridgeProcess bridge) {
    return String.join(
        ", ",
        bridge
            .page("/q/metrics")
            .lines()
            .filter(line -> line.startsWith("ampwire_commands_total"))
            .map(line -> line.replace("ampwire_commands_total{outcome=", "").replace("}", ""))
            .toList());
  }
}
