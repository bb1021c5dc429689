package io.ampwire.homeassistant;

import io.ampwire.telemetry.Document.Announcement;
import io.ampwire.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says what is new about a device, and takes back what no longer is: an entity of a device by an
 * entry that has nothing but its platform, a message as a whole by an empty one.
 */
final class Announcer {
  private static final String PLATFORM = "platform";
  private static final String COMPONENTS = "components";

  private final Telemetry telemetry;
  private final Messages messages;
  private final Announced announced;
  private final Map<String, Map<String, Object>> said = new HashMap<>();

  Announcer(Telemetry telemetry, Messages messages, Announced announced) {
    this.telemetry = telemetry;
    this.messages = messages;
    this.announced = announced;
    telemetry.onAnnounced(this::arrived);
  }

  /** Says what changed of the device. */
  void announce(Device device) {
    Map<String, Map<String, Object>> now = messages.of(device);
    List<Announcement> news = new ArrayList<>();
    for (String topic : announced.topics()) {
      if (messages.isOf(topic, device.key()) && !now.containsKey(topic)) {
        news.add(clear(topic));
      }
    }
    now.forEach(
        (topic, content) -> {
          if (!content.equals(said.put(topic, content))) {
            Map<String, Object> complete = withGone(topic, content);
            announced.announcing(topic, entities(content));
            news.add(new Announcement(topic, complete));
          }
        });
    if (!news.isEmpty()) {
      telemetry.announce(news);
    }
  }

  /** Takes back everything of the device. */
  void withdraw(String key) {
    telemetry.announce(
        announced.topics().stream()
            .filter(topic -> messages.isOf(topic, key))
            .map(this::clear)
            .toList());
  }

  /** Leaves it to somebody else what becomes of the device. */
  void leave(String key) {
    List<String> topics =
        announced.topics().stream().filter(topic -> messages.isOf(topic, key)).toList();
    for (String topic : topics) {
      said.remove(topic);
      announced.settled(topic, Optional.empty());
    }
    telemetry.unannounce(topics);
  }

  /** Takes back what is of none of these devices, or in another form. */
  void keepOnly(Set<String> keys) {
    telemetry.announce(
        announced.topics().stream()
            .filter(topic -> keys.stream().noneMatch(key -> messages.isOf(topic, key)))
            .map(this::clear)
            .toList());
  }

  private Announcement clear(String topic) {
    said.remove(topic);
    return new Announcement(topic, Map.of());
  }

  private Map<String, Object> withGone(String topic, Map<String, Object> content) {
    Map<String, String> gone = announced.entities(topic);
    gone.keySet().removeAll(entities(content).keySet());
    if (gone.isEmpty()) {
      return content;
    }
    Map<String, Object> components = new LinkedHashMap<>(components(content));
    gone.forEach((id, platform) -> components.put(id, Map.of(PLATFORM, platform)));
    Map<String, Object> complete = new LinkedHashMap<>(content);
    complete.put(COMPONENTS, components);
    return complete;
  }

  /** Called under the outbox's lock: takes note, and no other lock than the notes' own. */
  private void arrived(Announcement announcement) {
    announced.settled(
        announcement.topic(),
        announcement.clears() ? Optional.empty() : Optional.of(entities(announcement.content())));
  }

  /** The entities that the content makes known: platform by id; none where it is itself one. */
  private static Map<String, String> entities(Map<String, Object> content) {
    Map<String, String> entities = new TreeMap<>();
    components(content)
        .forEach(
            (id, entity) -> {
              if (entity instanceof Map<?, ?> keys && keys.size() > 1) {
                entities.put(id, String.valueOf(keys.get(PLATFORM)));
              }
            });
    return entities;
  }

  private static Map<String, Object> components(Map<String, Object> content) {
    Map<String, Object> components = new LinkedHashMap<>();
    if (content.get(COMPONENTS) instanceof Map<?, ?> all) {
      all.forEach((id, entity) -> components.put(String.valueOf(id), entity));
    }
    return components;
  }
}
