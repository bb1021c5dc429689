package io.ampwire.system;

import java.nio.file.Path;
import java.util.List;

/**
 * A publisher that is a process of its own, {@code mosquitto_pub -l}: each line that it gets is a
 * message at QoS 1 on its topic.
 */
final class LinePublisher implements AutoCloseable {
  private final Child child;

  LinePublisher(int port, String topic) {
    child =
        new Child(
            Path.of("."),
            List.of(
                Programs.require("mosquitto_pub"),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-q",
                "1",
                "-l",
                "-t",
                topic),
            line -> {});
  }

  /** Publishes a line; returns whether the process lives. */
  boolean send(String line) {
    return child.alive() && child.line(line);
  }

  boolean alive() {
    return child.alive();
  }

  /** SIGKILL. */
  void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
