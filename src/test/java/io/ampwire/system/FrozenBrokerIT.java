package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.faults.FaultProxy;
import io.ampwire.faults.Stalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Brokers that stand still, are slow, or serve somebody else of the same name. */
class FrozenBrokerIT {
  private static final Duration WATCHDOG = Duration.ofSeconds(3);

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private Mosquitto broker;

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private List<SimulatedCharger> chargers(int count) {
    DemoFleet fleet =
        new DemoFleet(
            vertx,
            IntStream.range(0, count)
                .mapToObj(
                    i ->
                        ChargerOptions.threePhase("bay-" + i)
                            .withNinetyNine(false)
                            .withLifebitTimeout(WATCHDOG))
                .toList(),
            ServerOptions.defaults());
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    return get(fleet.start());
  }

  private BridgeProcess bridge(List<SimulatedCharger> chargers, String control) {
    StringBuilder inventory = new StringBuilder("chargers:\n");
    for (SimulatedCharger charger : chargers) {
      inventory.append(
          "  - { id: %s, host: %s, port: %d, max-current: 32, %s }\n"
              .formatted(charger.id(), charger.host(), charger.port(), control));
    }
    return rig.bridge(broker).file("ampwire.inventory", "inventory.yaml", inventory.toString());
  }

  private static void awaitReady(BridgeProcess bridge) {
    await("ready")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> bridge.status("/q/health/ready") == 200);
  }

  private void control(SimulatedCharger charger) {
    new Pub(broker.port()).send("ampwire/bridge/" + charger.id() + "/cmd/set_point", "12");
    await("control")
        .atMost(Duration.ofSeconds(60))
        .until(() -> Beats.last(charger) != Long.MIN_VALUE);
  }

  private static void awaitFallback(SimulatedCharger charger, Duration within) {
    long begun = System.nanoTime();
    await("the fallback")
        .atMost(within.plusSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> charger.charger().fellBack());
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("the fallback")
        .isLessThan(Stalls.allowing(within, begun));
  }

  /** FAULTS M08 and M16. */
  @Test
  void aBrokerThatStandsStillIsNoticedByItsSilenceAndControlGoesWithTheLease() {
    List<SimulatedCharger> chargers = chargers(1);
    broker = rig.broker().start();
    BridgeProcess bridge = bridge(chargers, "control: standing, lease: 8s").start();
    awaitReady(bridge);
    control(chargers.get(0));

    Child.signal("STOP", broker.pid());
    long stood = System.nanoTime();
    await("the silence")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> bridge.page("/q/health/ready").contains("\"reason\": \"silent\""));
    Duration told = Duration.ofNanos(System.nanoTime() - stood);
    System.out.println("broker: stands still, told after " + told.toMillis() + " ms");
    assertThat(told).isLessThan(Stalls.allowing(Duration.ofSeconds(14), stood));
    assertThat(bridge.status("/q/health/ready")).isEqualTo(503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
    awaitFallback(chargers.get(0), Duration.ofSeconds(10));

    Child.signal("CONT", broker.pid());
    long again = System.nanoTime();
    awaitReady(bridge);
    System.out.println(
        "broker: goes on, ready after " + (System.nanoTime() - again) / 1_000_000 + " ms");

    Child.signal("STOP", broker.pid());
    long asked = System.nanoTime();
    bridge.terminate();
    bridge.exitCode(Duration.ofSeconds(20));
    System.out.println(
        "broker: stands still, the bridge ended after "
            + (System.nanoTime() - asked) / 1_000_000
            + " ms");
    Child.signal("CONT", broker.pid());
  }

  /** FAULTS M12. */
  @Test
  void aSlowBrokerChangesNeitherPollsNorLifebits() {
    List<SimulatedCharger> chargers = chargers(20);
    broker = rig.broker().start();
    FaultProxy slow = rig.keep(new FaultProxy("127.0.0.1", broker.port()));
    BridgeProcess bridge =
        bridge(chargers, "control: leased, lease: 60s")
            .set("ampwire.mqtt.url", "mqtt://127.0.0.1:" + slow.port())
            .start();
    awaitReady(bridge);
    await("all online")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.metric("ampwire_chargers_online") == chargers.size());
    chargers.forEach(this::control);

    slow.toCharger().throttle(10_000);
    long from = System.nanoTime();
    long before = reads(chargers);
    await("half a minute")
        .atMost(Duration.ofSeconds(40))
        .until(() -> System.nanoTime() - from > Duration.ofSeconds(25).toNanos());
    long to = System.nanoTime();
    double perSecond = (reads(chargers) - before) / 5.0 / ((to - from) / 1e9);

    Beats beats = new Beats(chargers, from, to);
    System.out.println("broker at 10 kB/s: " + perSecond + " polls/s of 20, lifebits: " + beats);
    assertThat(perSecond)
        .as("polls, of five reads or more each, that arrived at twenty chargers")
        .isGreaterThan(15);
    assertThat(chargers).as("nobody fell back").noneMatch(c -> c.charger().fellBack());
  }

  private static long reads(List<SimulatedCharger> chargers) {
    return chargers.stream().mapToLong(charger -> charger.server().requests()).sum();
  }

  /** FAULTS M10. */
  @Test
  void ofTwoBridgesWithOneNameTheOneThatYieldsGivesControlUp() {
    List<SimulatedCharger> chargers = chargers(2);
    broker = rig.broker().start();
    BridgeProcess first = bridge(chargers.subList(0, 1), "control: standing, lease: 5s").start();
    awaitReady(first);
    control(chargers.get(0));
    Subscriber events = rig.subscribe(broker, "ampwire/bridge/event");

    BridgeProcess second = bridge(chargers.subList(1, 2), "control: standing, lease: 5s").start();
    await("one of them yields")
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .until(() -> first.page("/q/health/ready").contains("\"reason\": \"twin\""));
    awaitReady(second);
    awaitFallback(chargers.get(0), Duration.ofSeconds(5 + 3 + 4));
    awaitReady(second);
    // While the other is there it may end the next attempt, too, before the event is out.
    second.terminate();
    second.exitCode(Duration.ofSeconds(20));
    await("its event, with its next attempt")
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                events.on("ampwire/bridge/event").stream()
                    .anyMatch(event -> event.json().path("type").asText().equals("broker_twin")));
    assertThat(
            first.log().lines().filter(line -> line.contains("broker twin")).count()
                + second.log().lines().filter(line -> line.contains("broker twin")).count())
        .isBetween(1L, 2L);
  }
}
