package io.ampwire.homeassistant;

import io.ampwire.telemetry.Document.Announcement;
import io.ampwire.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Publisher of discovery messages. It sends what changed, removes an entity by an entry that holds
 * only its platform, and removes a device by an empty message. Each message is built when it is
 * sent, because those of a large fleet would fill the memory.
 */
final class DiscoveryPublisher {
  private static final String PLATFORM = "platform";
  private static final String COMPONENTS = "components";

  private final Telemetry telemetry;
  private final DiscoveryMessages messages;
  private final AnnouncedTopics announced;
  private final Map<String, Device> devices = new HashMap<>();

  private final Map<String, Said> said = new ConcurrentHashMap<>();

  /** Entities shared by all chargers with the same set of entities. */
  private final Map<Map<String, String>, Map<String, String>> kinds = new ConcurrentHashMap<>();

  /** What was announced of one device. */
  private static final class Device {
    /** All data from which it was built; null if nothing was announced in this run. */
    private Object basis;

    /** Topics that hold or may hold a message, in order. */
    private List<String> topics = List.of();
  }

  /**
   * Last message on a topic.
   *
   * @param entities platform by id; empty if the message is a single entity
   * @param hash of its content without removals
   */
  private record Said(Announcement announcement, Map<String, String> entities, int hash) {}

  DiscoveryPublisher(Telemetry telemetry, DiscoveryMessages messages, AnnouncedTopics announced) {
    this.telemetry = telemetry;
    this.messages = messages;
    this.announced = announced;
    announced.topics().forEach(this::fill);
    telemetry.onAnnounced(this::arrived);
  }

  /**
   * Publishes the changes of a device.
   *
   * @param basis all data from which the device is built: while it is equal, nothing changed
   */
  void announce(String key, Object basis, Supplier<DiscoveryDevice> maker) {
    Device device = devices.computeIfAbsent(key, k -> new Device());
    if (basis.equals(device.basis)) {
      return;
    }
    device.basis = basis;
    DiscoveryMessages.Made made = messages.of(maker);
    Map<String, Map<String, Object>> now = made.all();
    List<Announcement> news = new ArrayList<>();
    topics(key).stream()
        .filter(topic -> !now.containsKey(topic))
        .forEach(topic -> news.add(clear(topic)));
    now.forEach((topic, content) -> say(topic, content, made, news));
    telemetry.announce(news);
  }

  private void say(
      String topic,
      Map<String, Object> content,
      DiscoveryMessages.Made made,
      List<Announcement> news) {
    Said before = said.get(topic);
    int hash = content.hashCode();
    if (before != null && before.hash == hash) {
      return;
    }
    Map<String, String> entities = entities(content);
    Map<String, String> gone = announced.entities(topic);
    gone.keySet().removeAll(entities.keySet());
    Announcement announcement = new Announcement(topic, Optional.of(content(made, topic, gone)));
    said.put(topic, new Said(announcement, entities, hash));
    announced.announcing(topic, entities);
    fill(topic);
    news.add(announcement);
  }

  private static Supplier<Map<String, Object>> content(
      DiscoveryMessages.Made made, String topic, Map<String, String> gone) {
    return gone.isEmpty()
        ? () -> made.all().get(topic)
        : () -> withGone(made.all().get(topic), gone);
  }

  /** Clears every topic of the device. */
  void withdraw(String key) {
    telemetry.announce(topics(key).stream().map(this::clear).toList());
    devices.remove(key);
  }

  /** Forgets the topics of a device without clearing them, since another process owns it now. */
  void leave(String key) {
    List<String> topics = topics(key);
    for (String topic : topics) {
      forget(topic);
      announced.settled(topic, Optional.empty());
    }
    devices.remove(key);
    telemetry.unannounce(topics);
  }

  /** Clears topics of other devices, and topics of the other message form. */
  void keepOnly(Set<String> keys) {
    telemetry.announce(
        announced.topics().stream()
            .filter(topic -> messages.device(topic).filter(keys::contains).isEmpty())
            .map(this::clear)
            .toList());
  }

  private List<String> topics(String key) {
    Device device = devices.get(key);
    return device == null ? List.of() : device.topics;
  }

  private void fill(String topic) {
    messages
        .device(topic)
        .map(key -> devices.computeIfAbsent(key, k -> new Device()))
        .filter(device -> !device.topics.contains(topic))
        .ifPresent(
            device ->
                device.topics =
                    Stream.concat(device.topics.stream(), Stream.of(topic)).sorted().toList());
  }

  private void forget(String topic) {
    said.remove(topic);
    messages.device(topic).ifPresent(key -> devices.computeIfPresent(key, without(topic)));
  }

  /** Removes a topic, and with the last one a device of an earlier run. */
  private static BiFunction<String, Device, Device> without(String topic) {
    return (key, device) -> {
      device.topics = device.topics.stream().filter(each -> !each.equals(topic)).toList();
      return device.topics.isEmpty() && device.basis == null ? null : device;
    };
  }

  private Announcement clear(String topic) {
    forget(topic);
    return new Announcement(topic, Optional.empty());
  }

  /**
   * Records a delivered announcement. It runs under the outbox's lock, so it takes no lock besides
   * the one of the records.
   */
  private void arrived(Announcement announcement) {
    Said last = said.get(announcement.topic());
    if (announcement.clears()) {
      if (last == null) {
        announced.settled(announcement.topic(), Optional.empty());
      }
    } else if (last != null && last.announcement == announcement) {
      announced.settled(announcement.topic(), Optional.of(last.entities));
    }
  }

  private static Map<String, Object> withGone(
      Map<String, Object> content, Map<String, String> gone) {
    if (gone.isEmpty()) {
      return content;
    }
    Map<String, Object> components = new LinkedHashMap<>(components(content));
    gone.forEach((id, platform) -> components.put(id, Map.of(PLATFORM, platform)));
    Map<String, Object> complete = new LinkedHashMap<>(content);
    complete.put(COMPONENTS, components);
    return complete;
  }

  private Map<String, String> entities(Map<String, Object> content) {
    Map<String, String> entities = new TreeMap<>();
    components(content)
        .forEach(
            (id, entity) -> entities.put(id, String.valueOf(((Map<?, ?>) entity).get(PLATFORM))));
    return kinds.computeIfAbsent(Collections.unmodifiableMap(entities), kind -> kind);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> components(Map<String, Object> content) {
    return (Map<String, Object>) content.getOrDefault(COMPONENTS, Map.of());
  }
}
