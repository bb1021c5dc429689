package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Three hundred chargers, a third of them dying and coming back in every way they can, for long, in
 * little memory: {@code mvn -Psoak verify -Dsoak.minutes=20}.
 */
class FleetSoak {
  private static final int CHARGERS = 300;
  private static final int FICKLE = 90;
  private static final int SAMPLES = 20;
  private static final long MINUTES = Long.getLong("soak.minutes", 20);
  private static final double LATE = 100;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(11);
  private final BitSet down = new BitSet();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          IntStream.range(0, CHARGERS)
              .mapToObj("sim-%03d"::formatted)
              .map(ChargerOptions::threePhase)
              .toList(),
          ServerOptions.defaults());
  private long deaths;

  /** FAULTS S11. */
  @Test
  void aFleetThatComesAndGoesCostsNoMemoryNoThreadAndNoDescriptor() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    BridgeProcess bridge =
        rig.bridge(rig.broker().start())
            .java("-Xmx128m", "-XX:+ExitOnOutOfMemoryError")
            .set("ampwire.chargers", inventory(chargers))
            .start();
    awaitAll(bridge);
    pass(Duration.ofSeconds(20));
    Footprint before = Footprint.of(bridge);
    System.out.println("soak: at rest: " + before);

    List<Footprint> samples = new ArrayList<>();
    long churn = vertx.setPeriodic(500, tick -> toggle(chargers.get(random.nextInt(FICKLE))));
    for (int i = 0; i < SAMPLES; i++) {
      pass(Duration.ofMinutes(MINUTES).dividedBy(SAMPLES));
      samples.add(Footprint.of(bridge));
      System.out.println("soak: %2d/%d: %s".formatted(i + 1, SAMPLES, samples.get(i)));
    }
    vertx.cancelTimer(churn);
    chargers.subList(0, FICKLE).forEach(this::revive);
    awaitAll(bridge);
    pass(Duration.ofSeconds(5));
    Footprint after = Footprint.of(bridge);
    System.out.println("soak: at rest again after " + deaths + " deaths: " + after);

    assertThat(bridge.alive()).isTrue();
    assertThat(heap(samples.subList(SAMPLES / 2, SAMPLES)))
        .as("heap after collection in the second half against the first, MB")
        .isLessThan(1.15 * heap(samples.subList(0, SAMPLES / 2)) + 4);
    assertThat(after.threads()).as("threads").isBetween(before.threads() - 5, before.threads() + 5);
    assertThat(after.descriptors())
        .as("descriptors")
        .isBetween(before.descriptors() - 5, before.descriptors() + 5);
    assertThat(samples).as("lateness, ms").allMatch(sample -> sample.lateness() < LATE);
  }

  /** A charger dies in one of three ways, or comes back. */
  private synchronized void toggle(SimulatedCharger charger) {
    if (down.get(number(charger))) {
      revive(charger);
      return;
    }
    down.set(number(charger));
    deaths++;
    ModbusServer server = charger.server();
    switch (random.nextInt(3)) {
      case 0 -> server.stop();
      case 1 -> server.hang();
      default -> server.dropClients();
    }
  }

  private synchronized void revive(SimulatedCharger charger) {
    down.clear(number(charger));
    charger.server().resume();
    charger.server().start();
  }

  private static int number(SimulatedCharger charger) {
    return Integer.parseInt(charger.id().substring("sim-".length()));
  }

  private static double heap(List<Footprint> samples) {
    return samples.stream().mapToDouble(Footprint::heap).average().orElseThrow();
  }

  private static void awaitAll(BridgeProcess bridge) {
    await("all online")
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
  }

  private static String inventory(List<SimulatedCharger> chargers) {
    return chargers.stream()
        .map(charger -> charger.id() + "@" + charger.host() + ":" + charger.port())
        .collect(Collectors.joining(","));
  }

  private static void pass(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await("time to pass")
        .atMost(time.plusSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> System.nanoTime() >= until);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
