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

/** Debian's pymodbus in a process of its own. */
final class PymodbusServer implements ThirdPartyServer {
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final int port = Ports.free();
  private final Path words;
  private final Child child;

  PymodbusServer(Words registers) throws IOException, URISyntaxException {
    String python = Programs.requirePython("pymodbus.server", "python3-pymodbus");
    Path script = Path.of(PymodbusServer.class.getResource("/pymodbus/server.py").toURI());
    words = Files.writeString(Files.createTempFile("words", ".json"), array(registers));
    child =
        new Child(
            Path.of("."),
            List.of(python, script.toString(), Integer.toString(port), words.toString()),
            printed::add);
    await("pymodbus listens")
        .atMost(Duration.ofSeconds(20))
        .until(() -> printed.contains("listening"));
  }

  private static String array(Words registers) {
    return Arrays.toString(registers.all());
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
