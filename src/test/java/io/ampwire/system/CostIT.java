package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import io.ampwire.bench.ProcessCost;
import io.ampwire.bench.Worker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the bridge costs compared with the least that Java can do for the same fleet at the same
 * time. Both are measured in processor time while both run, so a slow or busy machine slows both.
 * The bound is far above what {@link FleetBench} shows: it finds a cost that grew by several times.
 */
class CostIT {
  private static final int CHARGERS = 300;
  private static final int WARM_POLLS = 12 * CHARGERS;
  private static final int POLLS = 12 * CHARGERS;
  private static final double MOST = 6;
  private static final int THREADS = 60;

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void theBridgeCostsNoMoreThanAFewTimesTheLeast() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    Mosquitto broker = rig.broker().start();
    BridgeProcess bridge =
        rig.bridge(broker)
            .java("-Xmx96m")
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
            .start();
    Worker floor = rig.keep(BenchFleet.floor(CHARGERS, port, broker.port(), "-Xmx96m"));
    Worker counter = rig.keep(BenchFleet.count(broker.port(), "floor/+/state"));
    pass(bridge, WARM_POLLS);

    double polled = polls(bridge);
    counter.forget();
    long bridgeBefore = ProcessCost.of(bridge.pid()).cpuMicros();
    long floorBefore = ProcessCost.of(floor.pid()).cpuMicros();
    pass(bridge, POLLS);
    ProcessCost after = ProcessCost.of(bridge.pid());
    double bridgeCost = (after.cpuMicros() - bridgeBefore) / (polls(bridge) - polled);
    double floorCost =
        (ProcessCost.of(floor.pid()).cpuMicros() - floorBefore) / counter.report().get("documents");
    System.out.printf(
        "cost of a poll: bridge %.0f us, floor %.0f us, ratio %.1f, %d threads%n",
        bridgeCost, floorCost, bridgeCost / floorCost, after.threads());
    assertThat(bridgeCost / floorCost).as("cost of the bridge over the floor's").isLessThan(MOST);
    assertThat(after.threads()).as("threads").isLessThanOrEqualTo(THREADS);
  }

  private static void pass(BridgeProcess bridge, int more) {
    double until = polls(bridge) + more;
    await("polls")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> polls(bridge) >= until);
  }

  private static double polls(BridgeProcess bridge) {
    await("metrics").atMost(Duration.ofMinutes(1)).until(() -> bridge.status("/q/metrics") == 200);
    double polls = bridge.metric("ampwire_polls_total{outcome=\"ok\"}");
    return Double.isNaN(polls) ? 0 : polls;
  }
}
