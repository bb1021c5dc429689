package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import io.ampwire.bench.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From the start of the process to the first state document at a subscriber, and until all of a
 * fleet are polled, with broker and chargers on this machine: a benchmark, run by {@code mvn
 * -Pbench verify}. {@code -Dbench.java=-XX:+UseSerialGC} gives options, {@code
 * -Dbench.start.chargers=1000} the size of the fleet; {@code -Dbench.before} as in {@link
 * FleetBench}.
 */
class StartBench {
  private static final int STARTS = 7;
  private static final int FLEET = Integer.getInteger("bench.start.chargers", 5000);
  private static final String OPTIONS = System.getProperty("bench.java", "-Xmx96m");
  private static final String FLEET_OPTIONS = System.getProperty("bench.java", "-Xmx400m");

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void howSoonTheFirstDocumentIsThere() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(1, port));
    Mosquitto broker = rig.broker().start();
    Worker counter = rig.keep(BenchFleet.count(broker.port(), "ampwire/bridge/+/state"));
    for (BenchedBuild build : BenchedBuild.all()) {
      long[] millis = new long[STARTS];
      for (int i = 0; i < STARTS; i++) {
        counter.forget();
        long began = System.nanoTime();
        try (BridgeProcess bridge = start(build, broker, 1, port, OPTIONS)) {
          millis[i] = since(began, 5, () -> counter.report().get("documents") > 0);
          assertThat(bridge.alive()).isTrue();
        }
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "build=%s start to first document: median %d ms, fastest %d, slowest %d, of %d; java %s%n",
          build.name(),
          millis[STARTS / 2],
          millis[0],
          millis[STARTS - 1],
          STARTS,
          OPTIONS);
    }
  }

  @Test
  void howSoonAllOfAFleetArePolled() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(FLEET, port));
    Mosquitto broker = rig.broker().start();
    for (BenchedBuild build : BenchedBuild.all()) {
      long began = System.nanoTime();
      try (BridgeProcess bridge = start(build, broker, FLEET, port, FLEET_OPTIONS)) {
        long millis = since(began, 250, () -> bridge.metric("ampwire_chargers_online") == FLEET);
        System.out.printf(
            Locale.ROOT,
            "build=%s start until %d chargers are polled: %.1f s; java %s%n",
            build.name(),
            FLEET,
            millis / 1000.0,
            FLEET_OPTIONS);
        assertThat(bridge.alive()).isTrue();
      }
    }
  }

  private BridgeProcess start(
      BenchedBuild build, Mosquitto broker, int chargers, int port, String options) {
    return build
        .of(rig.bridge(broker))
        .java(options.split(" "))
        .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(chargers, port))
        .start();
  }

  /** Milliseconds until it holds, looked at every so many milliseconds. */
  private static long since(long began, int interval, BooleanSupplier holds) {
    await()
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(interval))
        .until(holds::getAsBoolean);
    return (System.nanoTime() - began) / 1_000_000;
  }
}
