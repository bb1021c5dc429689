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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hundred chargers, each once a second, in one process. */
@Tag("load")
class FleetIT {
  private static final int CHARGERS = 200;
  private static final int STOPPED = 20;
  private static final long MEASURED = 60_000;
  private static final long AFTERWARDS = 15_000;
  private static final long GENEROUS = 500;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          IntStream.range(0, CHARGERS)
              .mapToObj("sim-%03d"::formatted)
              .map(id -> ChargerOptions.threePhase(id).withSpeed(30))
              .toList(),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS S11. */
  @Test
  void everyChargerIsPolledEverySecondAndThoseThatAreOffDelayNobody() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/bridge/+/state");
    BridgeProcess bridge = rig.bridge(broker).set("ampwire.chargers", inventory(chargers)).start();
    await("all online")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);

    long[] before = requests(chargers);
    double skipped = skipped(bridge);
    Cadence all = measure(subscriber, MEASURED);
    double skips = skipped(bridge) - skipped;
    System.out.println("fleet: " + all + "; skipped " + (long) skips + "; " + lateness(bridge));
    all.assertEverySecond(CHARGERS, (long) skips);
    assertReadsWereAsked(before, requests(chargers), (long) skips);

    chargers.subList(0, STOPPED).forEach(charger -> get(charger.server().stop()));
    await("some offline")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS - STOPPED);
    skipped = skipped(bridge);
    Cadence rest = measure(subscriber, AFTERWARDS);
    skips = skipped(bridge) - skipped;
    System.out.println(
        "fleet: "
            + STOPPED
            + " off: "
            + rest
            + "; skipped "
            + (long) skips
            + "; "
            + lateness(bridge));
    rest.assertEverySecond(CHARGERS - STOPPED, (long) skips);

    assertThat(rest.deviations()[0]).as("median with some off, ms").isLessThan(GENEROUS);
    assertThat(bridge.metric("ampwire_journal_documents")).isZero();
  }

  private static double skipped(BridgeProcess bridge) {
    return bridge.metric("ampwire_polls_total{outcome=\"skipped\"}");
  }

  private static long[] requests(List<SimulatedCharger> chargers) {
    return chargers.stream().mapToLong(charger -> charger.server().requests()).toArray();
  }

  /** Five reads a second, and two more each ten seconds, counted where they arrive. */
  private static void assertReadsWereAsked(long[] before, long[] after, long skipped) {
    long seconds = MEASURED / 1000;
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i] - before[i])
          .as("requests to charger %d", i)
          .isGreaterThanOrEqualTo(5 * (seconds - 1 - skipped) + 10);
    }
  }

  private static String inventory(List<SimulatedCharger> chargers) {
    return chargers.stream()
        .map(charger -> charger.id() + "@" + charger.host() + ":" + charger.port())
        .collect(Collectors.joining(","));
  }

  /** Waits the stretch out, and a little more for what is under way. */
  private static Cadence measure(Subscriber subscriber, long millis) {
    long from = System.currentTimeMillis();
    await("the stretch to pass")
        .atMost(Duration.ofMillis(millis + 10_000))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> System.currentTimeMillis() >= from + millis + 1_000);
    return new Cadence(subscriber.all(), from, from + millis);
  }

  private static double quantile(BridgeProcess bridge, String quantile) {
    return 1000 * bridge.metric("ampwire_poll_lateness_seconds{quantile=\"" + quantile + "\"}");
  }

  private static String lateness(BridgeProcess bridge) {
    return "lateness by the bridge's metrics p50 %.2f ms, p99 %.2f ms; a poll takes p50 %.2f ms"
        .formatted(
            quantile(bridge, "0.5"),
            quantile(bridge, "0.99"),
            1000 * bridge.metric("ampwire_poll_duration_seconds{quantile=\"0.5\"}"));
  }
}
