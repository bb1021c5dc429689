package io.ampwire.homeassistant;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The devices of a bridge: one for each charger, and one for the bridge through which they come.
 */
final class Devices {
  private final Site site;
  private final TopicNames topics;

  Devices(Site site, TopicNames topics) {
    this.site = site;
    this.topics = topics;
  }

  /** The charger. */
  String key(ChargerId charger) {
    return DeviceKey.of(site.base(), site.bridge(), charger);
  }

  /**
   * The charger's device.
   *
   * @param remembered limit that a pause is to end with
   */
  Device charger(ChargerId charger, ChargerMeta meta, OptionalLong remembered) {
    RegisterMap map = meta.map();
    ChargerDescription described = meta.description();
    Device device =
        new Device(
            key(charger), described.name().orElse(charger.value()), charger.value(), site.compat());
    map.manufacturer().ifPresent(maker -> device.is("manufacturer", maker));
    device.is("model", map.title());
    meta.identity().reference().ifPresent(reference -> device.is("model_id", reference));
    meta.identity().firmware().ifPresent(firmware -> device.is("sw_version", firmware));
    site.console()
        .ifPresent(
            url -> device.is("configuration_url", url + "charger.html?id=" + charger.value()));
    described.site().ifPresent(area -> device.is("suggested_area", area));
    device.is("via_device", key());
    device.availableWhile(List.of(topics.ownStatus(), topics.status(charger)));

    String state = topics.state(charger);
    Set<String> without = new HashSet<>(meta.unsupported());
    ControlEntities control =
        new ControlEntities(
            device, map, meta.permissions(), state, name -> topics.command(charger, name));
    without.addAll(control.add(remembered));
    StatusEntities status = new StatusEntities(device, map, state);
    status.add();
    if (meta.permissions().control()) {
      status.addControl(topics.answers(charger));
    }
    new ReadingEntities(device, map, state).add(without);
    return device;
  }

  /** The bridge. */
  String key() {
    return DeviceKey.of(site.base(), site.bridge());
  }

  /** The bridge's own device. */
  Device bridge() {
    String name = "Ampwire " + site.bridge();
    Device device = new Device(key(), name, name, site.compat());
    device.is("manufacturer", "Ampwire");
    device.is("model", "Bridge");
    site.console().ifPresent(url -> device.is("configuration_url", url));
    device.is("sw_version", site.version());

    // Shown also while the bridge is away: it says just that.
    Map<String, Object> connected = device.entity("binary_sensor", "connected", "Connected");
    connected.put("state_topic", topics.bridgeStatus());
    connected.put("device_class", "connectivity");
    connected.put("payload_on", "online");
    connected.put("payload_off", "offline");
    connected.put("entity_category", "diagnostic");

    sensor(device, "sensor", "chargers", "Chargers", "{{ value_json.chargers | length }}");
    sensor(device, "sensor", "started", "Started", Templates.value("started"))
        .put("device_class", "timestamp");
    sensor(
            device,
            "binary_sensor",
            "clock",
            "Clock",
            "{{ 'OFF' if value_json.clock == 'synced' else 'ON' }}")
        .put("device_class", "problem");
    return device;
  }

  private Map<String, Object> sensor(
      Device device, String platform, String id, String name, String template) {
    Map<String, Object> entity = device.entity(platform, id, name);
    entity.put("state_topic", topics.bridgeInfo());
    entity.put("value_template", template);
    entity.put("entity_category", "diagnostic");
    entity.put("availability", List.of(Device.online(topics.bridgeStatus())));
    return entity;
  }
}
