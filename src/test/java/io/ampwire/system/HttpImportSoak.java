package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.ProcessCost;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.fuzz.HttpImportFuzz;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The import over HTTP of a packaged bridge with a small heap, fuzzed through its socket for long:
 * {@code mvn -Psoak verify -Dit.test=HttpImportSoak -Dsoak.minutes=20}. A finding names the seed of
 * its input, which belongs into {@code HttpImportFuzzTest}. {@code -Dfuzz.first} is the first seed.
 */
class HttpImportSoak {
  private static final long MINUTES = Long.getLong("soak.minutes", 20);
  private static final long FIRST = Long.getLong("fuzz.first", 1_000_000);
  private static final int THREADS = 4;
  private static final int BETWEEN_CHECKS = 500;
  private static final int MOST_FINDINGS = 20;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(vertx, List.of(ChargerOptions.threePhase("bay")), ServerOptions.defaults());
  private final AtomicLong next = new AtomicLong(FIRST);
  private final ConcurrentLinkedQueue<AssertionError> findings = new ConcurrentLinkedQueue<>();

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS H15. */
  @Test
  void whateverIsSentToTheImportIsAnsweredInTimeAndTheBridgeServesOn() throws Exception {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    SimulatedCharger charger = get(fleet.start()).get(0);
    BridgeProcess bridge =
        rig.bridge(rig.broker().start())
            .java("-Xmx153m", "-XX:+UseSerialGC")
            .set("ampwire.chargers", "bay@" + charger.host() + ":" + charger.port())
            .start();
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.status("/q/health/ready") == 200);
    long rss = ProcessCost.of(bridge.pid()).rssKilobytes() / 1024;

    HttpImportFuzz fuzz = new HttpImportFuzz(bridge.httpPort(), bridge.managementPort());
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    ExecutorService senders = Executors.newFixedThreadPool(THREADS);
    try {
      List<java.util.concurrent.Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(senders.submit(() -> send(fuzz, until)));
      }
      for (java.util.concurrent.Future<?> sender : running) {
        sender.get(MINUTES + 2, TimeUnit.MINUTES);
      }
    } finally {
      senders.shutdownNow();
    }

    System.out.printf(
        "%d min, %d inputs from seed %d: %s; rss %d MB before, %d MB after; %d findings%n",
        MINUTES,
        next.get() - FIRST,
        FIRST,
        fuzz.figures(),
        rss,
        ProcessCost.of(bridge.pid()).rssKilobytes() / 1024,
        findings.size());
    assertThat(findings).isEmpty();
    fuzz.assertServes();
    assertThat(bridge.alive()).as(bridge.log()).isTrue();
    assertThat(bridge.log()).doesNotContain("OutOfMemoryError", " ERROR ");
  }

  private void send(HttpImportFuzz fuzz, long until) {
    while (System.nanoTime() < until && findings.size() < MOST_FINDINGS) {
      long seed = next.getAndIncrement();
      try {
        fuzz.run(seed);
        if (seed % BETWEEN_CHECKS == 0) {
          fuzz.assertServes();
        }
      } catch (AssertionError finding) {
        findings.add(finding);
      }
    }
  }
}
