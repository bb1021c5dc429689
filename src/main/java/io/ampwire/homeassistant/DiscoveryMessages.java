package io.ampwire.homeassistant;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Discovery messages by topic: one for a whole device, or one for each entity where Home Assistant
 * is older than 2025.10.
 */
final class DiscoveryMessages {
  private static final String ORIGIN = "Ampwire";

  private final String prefix;
  private final BridgeDescription bridge;
  private final Pattern form;

  /**
   * @param prefix of all discovery topics
   */
  DiscoveryMessages(String prefix, BridgeDescription bridge) {
    this.prefix = prefix;
    this.bridge = bridge;
    String rest = bridge.compat() ? "/[a-z_]+/([^/]+)/[^/]+" : "/device/([^/]+)";
    this.form = Pattern.compile(Pattern.quote(prefix) + rest + "/config");
  }

  /** The messages of one device, built on demand and held weakly. */
  final class Made {
    private final Supplier<DiscoveryDevice> maker;
    private WeakReference<Map<String, Map<String, Object>>> latest = new WeakReference<>(null);

    private Made(Supplier<DiscoveryDevice> maker) {
      this.maker = maker;
    }

    /** Content by topic. */
    synchronized Map<String, Map<String, Object>> all() {
      Map<String, Map<String, Object>> messages = latest.get();
      if (messages == null) {
        messages = DiscoveryMessages.this.of(maker.get());
        latest = new WeakReference<>(messages);
      }
      return messages;
    }
  }

  /** The messages of the device that the supplier builds; it builds the same device each time. */
  Made of(Supplier<DiscoveryDevice> maker) {
    return new Made(maker);
  }

  /** Content by topic. */
  Map<String, Map<String, Object>> of(DiscoveryDevice device) {
    Map<String, Map<String, Object>> messages = new LinkedHashMap<>();
    if (bridge.compat()) {
      device
          .entities()
          .forEach((id, entity) -> messages.put(topic(device, id, entity), single(device, entity)));
    } else {
      messages.put(prefix + "/device/" + device.key() + "/config", whole(device));
    }
    return messages;
  }

  /** The key of the topic's device; empty if the topic is not in the message form in use. */
  Optional<String> device(String topic) {
    Matcher matched = form.matcher(topic);
    return matched.matches() ? Optional.of(matched.group(1)) : Optional.empty();
  }

  private String topic(DiscoveryDevice device, String id, Map<String, Object> entity) {
    return String.join("/", prefix, (String) entity.get("platform"), device.key(), id, "config");
  }

  private Map<String, Object> whole(DiscoveryDevice device) {
    Map<String, Object> content = new LinkedHashMap<>();
    shared(device, content);
    content.put("components", new LinkedHashMap<>(device.entities()));
    return content;
  }

  private Map<String, Object> single(DiscoveryDevice device, Map<String, Object> entity) {
    Map<String, Object> content = new LinkedHashMap<>();
    shared(device, content);
    content.putAll(entity);
    content.remove("platform");
    return content;
  }

  private void shared(DiscoveryDevice device, Map<String, Object> content) {
    content.put("device", device.identity());
    content.put("origin", Map.of("name", ORIGIN, "sw_version", bridge.version()));
    if (!device.availability().isEmpty()) {
      content.put("availability", device.availability());
      content.put("availability_mode", "all");
    }
  }
}
