package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import io.ampwire.bench.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From the start of the process to the first state document at a subscriber, with a broker and one
 * charger on this machine: a benchmark, run by {@code mvn -Pbench verify}. {@code
 * -Dbench.java=-XX:+UseSerialGC} gives options.
 */
class StartBench {
  private static final int STARTS = 7;
  private static final String OPTIONS = System.getProperty("bench.java", "-Xmx96m");

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void howSoonTheFirstDocumentIsThere() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(1, port));
    Mosquitto broker = rig.broker().start();
    Worker counter = rig.keep(BenchFleet.count(broker.port(), "ampwire/bridge/+/state"));
    long[] millis = new long[STARTS];
    for (int i = 0; i < STARTS; i++) {
      counter.forget();
      long began = System.nanoTime();
      try (BridgeProcess bridge =
          rig.bridge(broker)
              .java(OPTIONS.split(" "))
              .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(1, port))
              .start()) {
        await("a document")
            .atMost(Duration.ofMinutes(1))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> counter.report().get("documents") > 0);
        millis[i] = (System.nanoTime() - began) / 1_000_000;
        assertThat(bridge.alive()).isTrue();
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "start to first document: median %d ms, fastest %d, slowest %d, of %d; java %s%n",
        millis[STARTS / 2],
        millis[0],
        millis[STARTS - 1],
        STARTS,
        OPTIONS);
  }
}
