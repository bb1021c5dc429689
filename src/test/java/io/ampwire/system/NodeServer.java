package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** npm's modbus-serial in a process of its own. */
final class NodeServer implements ThirdPartyServer {
  private static final String VERSION = "8.0.25";
  private static final Path FOLDER = Path.of("target/modbus-serial-" + VERSION).toAbsolutePath();

  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final int port = Ports.free();
  private final Path words;
  private final Child child;

  NodeServer(Words registers) throws IOException, URISyntaxException {
    String node = Programs.require("node");
    Path modules = modules();
    Path script = Path.of(NodeServer.class.getResource("/modbus-serial/server.js").toURI());
    words =
        Files.writeString(Files.createTempFile("words", ".json"), Arrays.toString(registers.all()));
    child =
        new Child(
            Path.of("."),
            List.of(
                node,
                script.toString(),
                Integer.toString(port),
                words.toString(),
                modules.toString()),
            printed::add);
    await("modbus-serial listens")
        .atMost(Duration.ofSeconds(20))
        .until(() -> printed.contains("listening"));
  }

  /** Installs the library once, pinned, without running anything of its own. */
  private static Path modules() throws IOException {
    Path modules = FOLDER.resolve("node_modules");
    if (!Files.isDirectory(modules.resolve("modbus-serial"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
      List<String> said = new CopyOnWriteArrayList<>();
      List<String> install =
          List.of(
              Programs.require("npm"),
              "install",
              "--no-audit",
              "--no-fund",
              "--ignore-scripts",
              "modbus-serial@" + VERSION);
      try (Child npm = new Child(FOLDER, install, said::add)) {
        if (npm.exitCode(Duration.ofMinutes(2)) != 0) {
          Programs.missing("npm cannot install modbus-serial: " + String.join("\n", said));
        }
      }
    }
    return modules;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<String> writes() {
    return printed.stream()
        .filter(line -> line.startsWith("write "))
        .map(line -> line.substring(6))
        .toList();
  }

  @Override
  public void close() throws IOException {
    child.close();
    Files.delete(words);
  }
}
