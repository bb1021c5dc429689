package io.ampwire.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Publishes as a user does, with mosquitto_pub at QoS 1; returns when the broker has it. */
final class Pub {
  private final List<String> command;

  Pub(int port) {
    this(port, "somebody");
  }

  Pub(int port, String user) {
    this.command =
        List.of(
            Programs.require("mosquitto_pub"),
            "-u",
            user,
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-q",
            "1",
            "-t");
  }

  void send(String topic, String payload) {
    run(new byte[0], topic, "-m", payload);
  }

  void sendNothing(String topic) {
    run(new byte[0], topic, "-n");
  }

  void sendBytes(String topic, byte[] payload) {
    run(payload, topic, "-s");
  }

  void retain(String topic, String payload) {
    run(new byte[0], topic, "-r", "-m", payload);
  }

  private void run(byte[] input, String... more) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(more));
    List<String> said = new ArrayList<>();
    try (Child pub = new Child(Path.of("."), whole, said::add)) {
      pub.feed(input);
      int code = pub.exitCode(Duration.ofSeconds(15));
      if (code != 0) {
        throw new AssertionError("mosquitto_pub ended with " + code + ": " + said);
      }
    }
  }
}
