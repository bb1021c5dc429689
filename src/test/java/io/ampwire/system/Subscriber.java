package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** An independent subscriber, mosquitto_sub as a process, that remembers all it got. */
final class Subscriber implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Message> messages = new ArrayList<>();
  private final Child child;

  /** Returns once the broker has confirmed the subscription. */
  Subscriber(int port, String... filters) {
    String probe = "probe/" + UUID.randomUUID();
    new Pub(port).retain(probe, "subscribed");
    List<String> command =
        new ArrayList<>(List.of(Programs.require("mosquitto_sub"), "-h", "127.0.0.1", "-p"));
    // As -v, which prints topic and payload, and the retain flag before them.
    command.addAll(List.of(Integer.toString(port), "-q", "1", "-F", "%r\\t%t\\t%p"));
    for (String filter : filters) {
      command.addAll(List.of("-t", filter));
    }
    command.addAll(List.of("-t", probe));
    child = new Child(Path.of("."), command, this::printed);
    await("a subscription")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> all().stream().anyMatch(m -> m.topic().equals(probe)));
  }

  private void printed(String line) {
    String[] parts = line.split("\t", 3);
    if (parts.length == 3) {
      Message message =
          new Message(parts[0].equals("1"), parts[1], parts[2], System.currentTimeMillis());
      synchronized (messages) {
        messages.add(message);
      }
    }
  }

  List<Message> all() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  List<Message> on(String topic) {
    return all().stream().filter(message -> message.topic().equals(topic)).toList();
  }

  /** Forgets what came so far. */
  void clear() {
    synchronized (messages) {
      messages.clear();
    }
  }

  /** The first message on the topic. */
  Message await1(String topic) {
    return first(topic, message -> true);
  }

  /** The first message on the topic whose payload is exactly that. */
  Message await1(String topic, String payload) {
    return first(topic, message -> message.payload().equals(payload));
  }

  /** The first document on the topic that is as described. */
  JsonNode awaitJson(String topic, Predicate<JsonNode> wanted) {
    return first(topic, message -> wanted.test(message.json())).json();
  }

  /** The message on the topic that makes it so many. */
  Message awaitCount(String topic, int count) {
    return await(count + " messages on " + topic)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> on(topic), messages -> messages.size() >= count)
        .get(count - 1);
  }

  private Message first(String topic, Predicate<Message> wanted) {
    return await("a message on " + topic)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> on(topic).stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  @Override
  public void close() {
    child.close();
  }
}
