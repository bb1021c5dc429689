package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** ActiveMQ Artemis, which implements MQTT without any code of mosquitto or the bridge. */
final class Artemis implements RealBroker {
  private static final Path FOLDER = Path.of("src/test/artemis").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final int port = Ports.free();
  private final Path directory;
  private final boolean persistent;
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private Child child;

  /**
   * @param persistent whether retained messages are there again after a restart
   */
  Artemis(Path directory, boolean persistent) {
    if (!Files.isDirectory(FOLDER.resolve("target/lib"))) {
      Programs.missing(FOLDER + "/target/lib is missing: run mvn -f src/test/artemis package");
    }
    this.directory = directory;
    this.persistent = persistent;
  }

  @Override
  public Artemis start() {
    child =
        new Child(
            FOLDER,
            List.of(
                JAVA.toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/lib/*",
                "ArtemisServer.java",
                Integer.toString(port),
                directory.toString(),
                Boolean.toString(persistent)),
            printed::add);
    await("Artemis listens")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Ports.answers(port));
    return this;
  }

  @Override
  public void deny(String user) {
    try {
      Files.writeString(directory.resolve("denied"), user);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void permit() {
    try {
      Files.deleteIfExists(directory.resolve("denied"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    child.kill();
    child.exitCode(Duration.ofSeconds(5));
  }

  @Override
  public long pid() {
    return child.pid();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String toString() {
    return "Artemis";
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
