package io.ampwire.homeassistant;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages that make a device known: one for the whole device, or for Home Assistant of before
 * 2025.10 one for each of its entities.
 */
final class Messages {
  private static final String ORIGIN = "Ampwire";

  private final String prefix;
  private final Site site;
  private final Pattern form;

  /**
   * @param prefix of all discovery topics
   */
  Messages(String prefix, Site site) {
    this.prefix = prefix;
    this.site = site;
    String rest = site.compat() ? "/[a-z_]+/([^/]+)/[^/]+" : "/device/([^/]+)";
    this.form = Pattern.compile(Pattern.quote(prefix) + rest + "/config");
  }

  /** The messages of one device, made when somebody asks and forgotten when nobody does. */
  final class Made {
    private final Supplier<Device> maker;
    private WeakReference<Map<String, Map<String, Object>>> latest = new WeakReference<>(null);

    private Made(Supplier<Device> maker) {
      this.maker = maker;
    }

    /** Content by topic. */
    synchronized Map<String, Map<String, Object>> all() {
      Map<String, Map<String, Object>> messages = latest.get();
      if (messages == null) {
        messages = Messages.this.of(maker.get());
        latest = new WeakReference<>(messages);
      }
      return messages;
    }
  }

  /** The messages of the device that is made so, the same each time. */
  Made of(Supplier<Device> maker) {
    return new Made(maker);
  }

  /** Content by topic. */
  Map<String, Map<String, Object>> of(Device device) {
    Map<String, Map<String, Object>> messages = new LinkedHashMap<>();
    if (site.compat()) {
      device
          .entities()
          .forEach((id, entity) -> messages.put(topic(device, id, entity), single(device, entity)));
    } else {
      messages.put(prefix + "/device/" + device.key() + "/config", whole(device));
    }
    return messages;
  }

  /** The key of the device whose topic it is, empty where it is not in the form that is in use. */
  Optional<String> device(String topic) {
    Matcher matched = form.matcher(topic);
    return matched.matches() ? Optional.of(matched.group(1)) : Optional.empty();
  }

  private String topic(Device device, String id, Map<String, Object> entity) {
    return String.join("/", prefix, (String) entity.get("platform"), device.key(), id, "config");
  }

  private Map<String, Object> whole(Device device) {
    Map<String, Object> content = new LinkedHashMap<>();
    shared(device, content);
    content.put("components", new LinkedHashMap<>(device.entities()));
    return content;
  }

  private Map<String, Object> single(Device device, Map<String, Object> entity) {
    Map<String, Object> content = new LinkedHashMap<>();
    shared(device, content);
    content.putAll(entity);
    content.remove("platform");
    return content;
  }

  private void shared(Device device, Map<String, Object> content) {
    content.put("device", device.identity());
    content.put("origin", Map.of("name", ORIGIN, "sw_version", site.version()));
    if (!device.availability().isEmpty()) {
      content.put("availability", device.availability());
      content.put("availability_mode", "all");
    }
  }
}
