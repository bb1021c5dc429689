package io.ampwire.homeassistant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A device under construction for a discovery message: its identity, its availability topics, and
 * its entities in the order of their addition. Not thread-safe.
 */
final class DiscoveryDevice {
  private final String key;
  private final String slug;
  private final boolean compat;
  private final Map<String, Object> identity = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> entities = new LinkedHashMap<>();
  private List<Map<String, Object>> availability = List.of();

  /**
   * @param key in registry and topic
   * @param name display name
   * @param id prefix of the entity ids, which stay when the name changes
   * @param compat whether it is for Home Assistant before 2025.10
   */
  DiscoveryDevice(String key, String name, String id, boolean compat) {
    this.key = key;
    this.slug = slug(id);
    this.compat = compat;
    identity.put("identifiers", List.of(key));
    identity.put("name", name);
  }

  String key() {
    return key;
  }

  boolean compat() {
    return compat;
  }

  /** Adds an attribute of the device's identity. */
  void is(String what, String said) {
    identity.put(what, said);
  }

  /** The device is available while each of these topics holds {@code online}. */
  void availableWhile(List<String> topics) {
    availability = topics.stream().map(DiscoveryDevice::online).toList();
  }

  /**
   * Adds an entity; the caller puts its further attributes into the returned map.
   *
   * @param id unique among the device's entities
   */
  Map<String, Object> entity(String platform, String id, String name) {
    Map<String, Object> entity = new LinkedHashMap<>();
    String own = slug + "_" + slug(id);
    entity.put("platform", platform);
    entity.put("unique_id", key + "_" + id);
    entity.put("default_entity_id", platform + "." + own);
    if (compat) {
      entity.put("object_id", own);
    }
    entity.put("name", name);
    entity.put("qos", 1);
    entities.put(id, entity);
    return entity;
  }

  Map<String, Object> identity() {
    return identity;
  }

  Map<String, Map<String, Object>> entities() {
    return entities;
  }

  List<Map<String, Object>> availability() {
    return availability;
  }

  /** Availability while the topic holds {@code online}. */
  static Map<String, Object> online(String topic) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("topic", topic);
    rule.put("payload_available", "online");
    rule.put("payload_not_available", "offline");
    return rule;
  }

  /** Entity id form: no double underscores, and none at either end. */
  private static String slug(String text) {
    StringBuilder slug = new StringBuilder(text.length());
    for (char letter : text.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean kept = letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9';
      if (kept) {
        slug.append(letter);
      } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '_') {
        slug.append('_');
      }
    }
    boolean trailing = slug.length() > 0 && slug.charAt(slug.length() - 1) == '_';
    return trailing ? slug.substring(0, slug.length() - 1) : slug.toString();
  }
}
