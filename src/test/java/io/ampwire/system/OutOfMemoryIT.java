package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process without memory, run with the options that the unit of the service gives it. */
class OutOfMemoryIT {
  private static final Path UNIT = Path.of("deploy/systemd/ampwire.service");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration WATCHDOG = Duration.ofSeconds(3);
  private static final int OUT_OF_MEMORY = 3;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          List.of(
              ChargerOptions.threePhase("bay").withNinetyNine(false).withLifebitTimeout(WATCHDOG)),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS S14. */
  @Test
  void itEndsSoThatTheChargerFallsBackAndTheNextProcessTakesItsPlace() throws IOException {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    SimulatedCharger charger = get(fleet.start()).get(0);
    Mosquitto broker = rig.broker().start();
    Subscriber status = rig.subscribe(broker, "ampwire/bridge/status");
    BridgeProcess bridge =
        rig.bridge(broker)
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay, host: %s, port: %d, max-current: 32, control: leased}]"
                    .formatted(charger.host(), charger.port()));
    Path signal = bridge.folder().resolve("eat");
    String eater = MemoryEater.option(bridge.folder(), signal);
    bridge.java(Stream.concat(Stream.of("-Xmx96m", eater), options()).toArray(String[]::new));
    start(bridge);
    new Pub(broker.port()).send("ampwire/bridge/bay/cmd/set_point", "12");
    await("control").atMost(SOON).until(() -> Beats.last(charger) != Long.MIN_VALUE);

    Files.createFile(signal);

    assertThat(bridge.exitCode(SOON)).as(bridge.log()).isEqualTo(OUT_OF_MEMORY);
    status.await1("ampwire/bridge/status", "offline");
    await("the fallback").atMost(SOON).until(() -> charger.charger().fellBack());
    Files.delete(signal);
    charger.server().writes().clear();
    start(bridge);
    assertThat(charger.server().writes().entries()).as("leased control is not resumed").isEmpty();
  }

  private static void start(BridgeProcess bridge) {
    bridge.start();
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
  }

  /** What the unit says to the virtual machine, but for the size of its heap. */
  private static Stream<String> options() throws IOException {
    String command =
        Files.readAllLines(UNIT).stream()
            .filter(line -> line.startsWith("ExecStart="))
            .findFirst()
            .orElseThrow();
    return Stream.of(command.split(" "))
        .filter(word -> word.startsWith("-XX:") && !word.contains("RAMPercentage"));
  }
}
