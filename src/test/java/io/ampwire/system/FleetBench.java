package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import io.ampwire.bench.CostPicture;
import io.ampwire.bench.ProcessCost;
import io.ampwire.bench.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the packaged bridge costs, one line for each size of fleet: a benchmark, run by {@code mvn
 * -Pbench verify}. Chargers, broker, bridge and subscriber are processes of their own on this
 * machine. {@code -Dbench.chargers=100,1000 -Dbench.seconds=60 -Dbench.java=-Xmx96m} set what to
 * measure; {@code -Dbench.control=true} puts every charger under control. {@code
 * -Dbench.before=OTHER/quarkus-app/quarkus-run.jar} measures another build just before this one,
 * with the same chargers, broker and options. {@code -Dbench.pinned=true} leaves the first
 * processor to the bridge and gives the others to everything else. {@code -Ddocs.write=true} also
 * draws the picture of docs/reference/sizing.md.
 */
class FleetBench {
  private static final int SECONDS = Integer.getInteger("bench.seconds", 30);
  private static final int WARM_UP = Integer.getInteger("bench.warm-up", 40);
  private static final Optional<String> OPTIONS =
      Optional.ofNullable(System.getProperty("bench.java"));
  private static final boolean CONTROL = Boolean.getBoolean("bench.control");
  private static final boolean PINNED = Boolean.getBoolean("bench.pinned");

  private static final List<String> TABLE = new ArrayList<>();
  private static final CostPicture PICTURE = new CostPicture();

  @RegisterExtension final Rig rig = new Rig();

  /** One table of all sizes, as docs/reference/sizing.md has it. */
  @AfterAll
  static void table() throws IOException {
    System.out.println(
        "| chargers | build | processor time per poll | floor | ratio | resident memory | threads | polls done | lateness p50, p99 |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    TABLE.forEach(System.out::println);
    System.out.println(
        "Java " + Runtime.version() + ", " + OPTIONS.orElse("heaps as docs/reference/sizing.md"));
    if (Boolean.getBoolean("docs.write")) {
      PICTURE.write(Path.of("docs/images/cost-by-fleet.svg"));
    }
  }

  static int[] sizes() {
    return Arrays.stream(System.getProperty("bench.chargers", "10,100,1000,5000").split(","))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** Options of Java: those that were set, or the heap that the documentation recommends. */
  private static String[] options(int chargers) {
    int megabytes = chargers <= 100 ? 48 : chargers <= 1000 ? 96 : chargers <= 5000 ? 384 : 768;
    return OPTIONS.orElse("-XX:+UseSerialGC -Xmx" + megabytes + "m").split(" ");
  }

  /** The least this machine can do for such a fleet, CPU us per charger and poll. */
  private double floor(int chargers, int port, Worker fleet, Mosquitto broker) {
    try (Worker floor = BenchFleet.floor(chargers, port, broker.port(), options(chargers))) {
      if (PINNED) {
        Processors.first(floor.pid());
      }
      pass(WARM_UP);
      long before = ProcessCost.of(floor.pid()).cpuMicros();
      fleet.forget();
      pass(SECONDS);
      long spent = ProcessCost.of(floor.pid()).cpuMicros() - before;
      return spent / fleet.report().get("polls");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatAFleetCosts(int chargers) throws Exception {
    int port = Ports.free();
    Worker fleet = rig.keep(BenchFleet.start(chargers, port));
    Mosquitto broker = rig.broker().start();
    Worker counter = rig.keep(BenchFleet.count(broker.port(), "ampwire/bridge/+/state"));
    if (PINNED) {
      Processors.others(fleet.pid(), broker.pid(), counter.pid(), ProcessHandle.current().pid());
    }
    double floor = floor(chargers, port, fleet, broker);
    for (BenchedBuild build : BenchedBuild.all()) {
      try (BridgeProcess bridge =
          build
              .of(rig.bridge(broker))
              .through(PINNED ? Processors.FIRST : List.of())
              .java(options(chargers))
              .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(chargers, port))
              .start()) {
        measure(build, bridge, chargers, floor, broker, fleet, counter);
      }
    }
  }

  private static void measure(
      BenchedBuild build,
      BridgeProcess bridge,
      int chargers,
      double floor,
      Mosquitto broker,
      Worker fleet,
      Worker counter)
      throws Exception {
    await("all online")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == chargers);
    if (CONTROL) {
      BenchFleet.takeControl(broker.port(), chargers);
      await("all under control")
          .atMost(Duration.ofMinutes(1))
          .until(() -> bridge.metric("ampwire_chargers_controlled") == chargers);
    }
    pass(WARM_UP);

    ProcessCost before = ProcessCost.of(bridge.pid());
    fleet.forget();
    counter.forget();
    long began = System.nanoTime();
    pass(SECONDS);
    double seconds = (System.nanoTime() - began) / 1e9;
    ProcessCost after = ProcessCost.of(bridge.pid());
    Map<String, Double> polled = fleet.report();
    Map<String, Double> counted = counter.report();
    double lateness50 = 1000 * bridge.metric("ampwire_poll_lateness_seconds{quantile=\"0.5\"}");
    double lateness99 = 1000 * bridge.metric("ampwire_poll_lateness_seconds{quantile=\"0.99\"}");
    double heap = Footprint.of(bridge).heap();

    double due = chargers * seconds;
    double cost = (after.cpuMicros() - before.cpuMicros()) / polled.get("polls");
    System.out.printf(
        Locale.ROOT,
        "chargers=%d build=%s java=%s polls=%.0f/%.0f documents=%.0f/%.0f bytes/document=%.0f"
            + " cpu=%.0f us/poll floor=%.0f ratio=%.2f rss=%d MB heap=%.1f MB threads=%d lateness p50=%.1f p99=%.1f ms"
            + " age p50=%.0f p99=%.0f max=%.0f ms controlled=%.0f longest lifebit gap=%.0f ms%n",
        chargers,
        build.name(),
        String.join(" ", options(chargers)),
        polled.get("polls"),
        due,
        counted.get("documents"),
        due,
        counted.get("bytes") / Math.max(1, counted.get("documents")),
        cost,
        floor,
        cost / floor,
        after.rssKilobytes() / 1024,
        heap,
        after.threads(),
        lateness50,
        lateness99,
        counted.get("age_p50_ms"),
        counted.get("age_p99_ms"),
        counted.get("age_max_ms"),
        polled.get("controlled"),
        polled.get("longest_gap_ms"));
    if (build == BenchedBuild.NOW) {
      PICTURE.add(chargers, cost, floor);
    }
    TABLE.add(
        "| %d | %s | %.0f µs | %.0f µs | %.2f | %d MB | %d | %.1f %% | %.1f, %.1f ms |"
            .formatted(
                chargers,
                build.name(),
                cost,
                floor,
                cost / floor,
                after.rssKilobytes() / 1024,
                after.threads(),
                100 * polled.get("polls") / due,
                lateness50,
                lateness99));
    assertThat(polled.get("polls")).as("polls that were made").isPositive();
  }

  private static void pass(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    await("time to pass")
        .atMost(Duration.ofSeconds(seconds + 30L))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> System.nanoTime() >= until);
  }
}
