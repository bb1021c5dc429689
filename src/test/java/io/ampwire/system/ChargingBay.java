package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.WriteLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A simulated EVlink Pro AC of its own, at which a car of 32 A charges. */
final class ChargingBay implements AutoCloseable {
  private static final int SET_POINT = 4004;
  private static final int TOTAL_ENERGY = 3203;

  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet;
  private final SimulatedCharger simulated;

  ChargingBay(String id) {
    fleet =
        new DemoFleet(
            vertx,
            List.of(ChargerOptions.threePhase(id).withNinetyNine(false)),
            ServerOptions.defaults());
    simulated = get(fleet.start()).get(0);
    assertThat(simulated.charger().plug(new Car(32, 1e6))).isTrue();
    assertThat(simulated.charger().authorise()).isTrue();
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  int port() {
    return simulated.port();
  }

  /** The register of the set point, A. */
  int setPoint() {
    return simulated.charger().image().word(SET_POINT);
  }

  /** Every value that was written to the set point, in order. */
  List<Integer> setPointsWritten() {
    return simulated.server().writes().of(SET_POINT).stream().map(WriteLog.Entry::value).toList();
  }

  /** The counter in its four registers, low word first, Wh. */
  long energy() {
    long energy = 0;
    for (int i = 3; i >= 0; i--) {
      energy = energy << 16 | simulated.charger().image().word(TOTAL_ENERGY + i);
    }
    return energy;
  }

  /** The current that flows, A per phase. */
  double amps() {
    return simulated.charger().amps();
  }

  void awaitSetPoint(int amps) {
    await("%d A in the register".formatted(amps))
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(this::setPoint, now -> now == amps);
  }

  /** The charger leaves the network. */
  void disappear() {
    get(simulated.server().stop());
  }

  @Override
  public void close() {
    get(fleet.stop());
    get(vertx.close());
  }
}
