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

/** A real broker on a port of its own, which it keeps when it is started again. */
final class Mosquitto implements RealBroker {
  /** Rules that allow everything, for a broker whose rules change later. */
  static final String ALL = "topic readwrite #\npattern readwrite #\n";

  private final String program = Programs.require("mosquitto");
  private final int port = Ports.free();
  private final Path directory;
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private Child child;

  Mosquitto(Path directory) {
    this(directory, "");
  }

  /**
   * @param acl rules of an access list, empty for none
   */
  Mosquitto(Path directory, String acl) {
    this.directory = directory;
    try {
      Path list = Files.writeString(directory.resolve("acl"), acl);
      Files.writeString(
          directory.resolve("mosquitto.conf"),
          "listener "
              + port
              + " 127.0.0.1\nallow_anonymous true\npersistence false\n"
              + "max_queued_messages 0\n"
              + "user root\n"
              + (acl.isEmpty() ? "" : "acl_file " + list + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a second port with lines of its own, as for certificates or passwords, beside the plain
   * one for those who look on.
   */
  int listen(String... lines) {
    int second = Ports.free();
    Path config = directory.resolve("mosquitto.conf");
    try {
      Files.writeString(
          config,
          "per_listener_settings true\n"
              + Files.readString(config)
              + "listener "
              + second
              + " 127.0.0.1\n"
              + String.join("\n", lines)
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return second;
  }

  @Override
  public Mosquitto start() {
    String config = directory.resolve("mosquitto.conf").toString();
    child = new Child(directory, List.of(program, "-c", config), printed::add);
    await("mosquitto listens")
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Ports.answers(port));
    return this;
  }

  /** Sets a key of the configuration, before the start. */
  Mosquitto with(String key, String value) {
    Path config = directory.resolve("mosquitto.conf");
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(config));
      lines.removeIf(line -> line.startsWith(key + " "));
      lines.add(key + " " + value);
      Files.write(config, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Replaces the access list while it runs; every connection stays. */
  void accessList(String rules) {
    try {
      Files.writeString(directory.resolve("acl"), rules);
      int code = new ProcessBuilder("kill", "-HUP", Long.toString(pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -HUP ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public long pid() {
    return child.pid();
  }

  @Override
  public void kill() {
    child.kill();
    child.exitCode(Duration.ofSeconds(5));
  }

  /** SIGTERM, and gone. */
  void stop() {
    child.terminate();
    child.exitCode(Duration.ofSeconds(5));
  }

  /** What it tells of its clients' coming and going. */
  String log() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void deny(String user) {
    accessList(
        "topic readwrite #\nuser somebody\ntopic readwrite #\nuser " + user + "\ntopic read #\n");
  }

  @Override
  public void permit() {
    accessList(ALL);
  }

  @Override
  public String toString() {
    return "mosquitto";
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
