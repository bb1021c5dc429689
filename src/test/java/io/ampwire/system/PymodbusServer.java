package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** pymodbus in a process of its own: Debian's, or the newest of PyPI. */
final class PymodbusServer implements ThirdPartyServer {
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final int port = Ports.free();
  private final Path words;
  private final Child child;

  PymodbusServer(Words registers) throws IOException, URISyntaxException {
    this(
        registers,
        Programs.requirePython("pymodbus.server", "python3-pymodbus"),
        Path.of(PymodbusServer.class.getResource("/pymodbus/server.py").toURI()).toString());
  }

  private PymodbusServer(Words registers, String... start) throws IOException {
    words = Files.writeString(Files.createTempFile("words", ".json"), array(registers));
    List<String> command = new ArrayList<>(List.of(start));
    command.addAll(List.of(Integer.toString(port), words.toString()));
    child = new Child(Path.of("."), command, printed::add);
    await("pymodbus listens")
        .atMost(Duration.ofSeconds(20))
        .until(() -> printed.contains("listening"));
  }

  /**
   * The newest pymodbus.
   *
   * @param framer {@code socket} for Modbus TCP, {@code rtu} for RTU frames over TCP
   */
  static PymodbusServer newest(String framer, int unit, Words registers) throws IOException {
    String python = OtherProgram.require("pymodbus/bin/python");
    String script = "src/test/other-programs/pymodbus-server.py";
    return new PymodbusServer(registers, python, script, framer, Integer.toString(unit));
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
