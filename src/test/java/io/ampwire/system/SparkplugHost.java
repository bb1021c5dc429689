package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A Sparkplug host application: mosquitto's clients and Eclipse Tahu's library for Node, which
 * share no code with the bridge.
 */
final class SparkplugHost implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/test/sparkplug").toAbsolutePath();

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final int port;
  private Child child;

  SparkplugHost(int port) {
    this.port = port;
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      Programs.missing(FOLDER + "/node_modules is missing: run npm ci in src/test/sparkplug");
    }
    Programs.require("mosquitto_sub");
    listen();
  }

  /** Subscribes; again after the broker was away. */
  void listen() {
    close();
    child =
        new Child(
            FOLDER,
            List.of(Programs.require("node"), "host.mjs", "listen", Integer.toString(port)),
            this::printed);
    String probe = "spBv1.0/STATE/probe" + System.nanoTime();
    await("a subscription of the host")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              new Pub(port).send(probe, "?");
              return heard.stream().anyMatch(message -> topic(message).equals(probe));
            });
  }

  private void printed(String line) {
    if (line.startsWith("{")) {
      try {
        heard.add(JSON.readTree(line));
      } catch (JsonProcessingException e) {
        throw new AssertionError(line, e);
      }
    }
  }

  static String topic(JsonNode message) {
    return message.get("topic").asText();
  }

  /** Messages of a type, such as {@code DDATA}, in order. */
  List<JsonNode> all(String type) {
    return heard.stream().filter(message -> topic(message).split("/")[2].equals(type)).toList();
  }

  /** Messages of devices and nodes, in order. */
  List<JsonNode> all() {
    return heard.stream().filter(message -> !topic(message).startsWith("spBv1.0/STATE/")).toList();
  }

  /** The newest message of a type, when there are at least so many. */
  JsonNode await1(String type, int count) {
    return await(count + " " + type)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> all(type), messages -> messages.size() >= count)
        .get(count - 1);
  }

  /** The first message of a type that is as described. */
  JsonNode await1(String type, Predicate<JsonNode> wanted) {
    return await("a " + type)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> all(type).stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** The metric of a message. */
  static Optional<JsonNode> metric(JsonNode message, String name) {
    for (JsonNode metric : message.get("payload").get("metrics")) {
      if (metric.get("name").asText().equals(name)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  static long bdSeq(JsonNode message) {
    return metric(message, "bdSeq").orElseThrow().get("value").asLong();
  }

  /** Publishes a command. */
  void command(String topic, String payload) {
    List<String> said = new CopyOnWriteArrayList<>();
    try (Child encoder =
        new Child(
            FOLDER, List.of(Programs.require("node"), "host.mjs", "encode", payload), said::add)) {
      if (encoder.exitCode(Duration.ofSeconds(15)) != 0) {
        throw new AssertionError(said);
      }
    }
    new Pub(port).sendBytes(topic, HexFormat.of().parseHex(said.get(0)));
  }

  /** Publishes the state of a host application, retained as the specification says. */
  void state(String host, boolean online, long timestamp) {
    new Pub(port)
        .retain(
            "spBv1.0/STATE/" + host,
            "{\"online\":%s,\"timestamp\":%d}".formatted(online, timestamp));
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
