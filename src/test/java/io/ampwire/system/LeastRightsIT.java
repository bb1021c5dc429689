package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs as images and units run it: a user without rights, an application nobody can write. */
class LeastRightsIT {
  private static final Path BUILT = Path.of("target/quarkus-app");
  private static final String USER = "65532";
  private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("r-xr-xr-x");
  private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxrwxrwx");

  @RegisterExtension final Rig rig = new Rig();

  /** FAULTS S20. */
  @Test
  void aUserWithoutRightsOnAReadOnlyTreePollsPublishesAndObeys() throws IOException {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge =
        rig.bridge(broker)
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
                    .formatted(server.port()));
    Files.setPosixFilePermissions(bridge.folder().resolve("inventory.yaml"), READ);
    Path installed = readOnlyCopy(bridge.folder());

    bridge.installed(installed.resolve("quarkus-run.jar"), withoutRights()).start();

    subscriber.await1("ampwire/bridge/bay-01/status", "online");
    Commander user = new Commander(broker.port(), subscriber, "ampwire/bridge/bay-01");
    await("an applied command")
        .atMost(Duration.ofSeconds(20))
        .until(() -> user.ask("set_point", "10").get("status").asText().equals("applied"));
    assertThat(Files.list(bridge.folder().resolve("data"))).as("what it keeps").isNotEmpty();
    assertThat(owner(bridge.pid())).as("its user").isNotEqualTo("0");
    writable(installed);
  }

  private static Path readOnlyCopy(Path folder) throws IOException {
    Path copy = folder.resolve("application");
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(BUILT.relativize(file).toString()));
      }
    }
    Files.setPosixFilePermissions(Files.createDirectories(folder.resolve("data")), OPEN);
    Files.setPosixFilePermissions(folder, READ);
    each(copy, READ);
    return copy;
  }

  /** So that the folder can be removed after the test, also by who is not root. */
  private static void writable(Path copy) throws IOException {
    Files.setPosixFilePermissions(copy.getParent(), OPEN);
    each(copy, OPEN);
  }

  private static void each(Path folder, Set<PosixFilePermission> permissions) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, permissions);
      }
    }
  }

  /** Root gives its rights away; anyone else has none to give. */
  private static List<String> withoutRights() throws IOException {
    return owner(ProcessHandle.current().pid()).equals("0")
        ? List.of(
            Programs.require("setpriv"),
            "--reuid=" + USER,
            "--regid=" + USER,
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all")
        : List.of();
  }

  private static String owner(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.split("\\s+")[1])
        .findFirst()
        .orElseThrow();
  }
}
