package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk that takes nothing any more costs no telemetry that memory can hold, and no crash. */
class DiskIT {
  private static final int CHARGERS = 60;
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Duration SOON = Duration.ofSeconds(90);

  @RegisterExtension final Rig rig = new Rig();

  /** FAULTS S13. */
  @Test
  void aFullDiskIsToldAndTelemetryGoesOnFromMemory() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    Mosquitto broker = rig.broker();
    BridgeProcess bridge =
        rig.bridge(broker)
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port));
    bridge.installed(JAR, tinyDisk(bridge.folder().resolve("data"))).start();

    await("the disk to be full")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.log().contains("journal_unavailable"));
    double held = bridge.metric("ampwire_journal_documents");
    broker.start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    String told =
        subscriber
            .awaitJson(
                "ampwire/bridge/event",
                event -> event.path("type").asText().equals("journal_unavailable"))
            .toString();
    await("all that was held")
        .atMost(SOON)
        .until(() -> bridge.metric("ampwire_journal_documents") == 0);

    System.out.printf(
        "disk: full with %.0f documents held; told %s; came late: %d; dropped %.0f%n",
        held, told, late(subscriber), bridge.metric("ampwire_journal_dropped_total"));
    Sequences sequences = new Sequences();
    subscriber.all().forEach(sequences::take);
    assertThat(sequences.missing()).as("documents that never came").isEmpty();
    assertThat(bridge.metric("ampwire_journal_dropped_total")).isZero();
    assertThat(bridge.alive()).isTrue();
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
    assertThat(bridge.status("/q/health/ready")).isEqualTo(200);
  }

  /** FAULTS S13. */
  @Test
  void aFolderThatCannotBeWrittenStopsNeitherTelemetryNorCommands() {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.data-dir", "/proc/ampwire")
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
                    .formatted(server.port()))
            .start();

    subscriber.await1("ampwire/bridge/bay-01/status", "online");
    subscriber.awaitJson(
        "ampwire/bridge/event", event -> event.path("type").asText().equals("journal_unavailable"));
    Commander user = new Commander(broker.port(), subscriber, "ampwire/bridge/bay-01");
    await("an applied command")
        .atMost(Duration.ofSeconds(20))
        .until(() -> user.ask("set_point", "10").get("status").asText().equals("applied"));
    await("its lifebits").until(() -> server.writes().contains("4000=1"));
    assertThat(bridge.alive()).isTrue();
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
    assertThat(bridge.log()).doesNotContain("\tat ");
  }

  private static long late(Subscriber subscriber) {
    return subscriber.all().stream().filter(m -> m.topic().endsWith("/backlog")).count();
  }

  /** A disk of one megabyte at the folder, seen by this process alone. */
  private static List<String> tinyDisk(Path folder) {
    return List.of(
        Programs.require("unshare"),
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        "mkdir -p '%s' && mount -t tmpfs -o size=1m tmpfs '%s' && exec \"$@\""
            .formatted(folder, folder),
        "sh");
  }
}
