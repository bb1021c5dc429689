package io.ampwire.homeassistant;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the device of each charger, and that of the bridge, which the chargers name as via_device.
 */
final class DeviceFactory {
  private final BridgeDescription bridge;
  private final ReferencedTopics topics;

  DeviceFactory(BridgeDescription bridge, ReferencedTopics topics) {
    this.bridge = bridge;
    this.topics = topics;
  }

  /** Key of the charger's device. */
  String key(ChargerId charger) {
    return DeviceKey.of(bridge.base(), bridge.id(), charger);
  }

  /**
   * The charger's device.
   *
   * @param remembered limit that the end of a pause restores
   */
  DiscoveryDevice charger(ChargerId charger, ChargerMeta meta, Optional<Decimal> remembered) {
    RegisterMap map = meta.map();
    ChargerDescription described = meta.description();
    DiscoveryDevice device =
        new DiscoveryDevice(
            key(charger),
            described.name().orElse(charger.value()),
            charger.value(),
            bridge.compat());
    map.manufacturer().ifPresent(maker -> device.is("manufacturer", maker));
    device.is("model", map.title());
    meta.identity().reference().ifPresent(reference -> device.is("model_id", reference));
    meta.identity().firmware().ifPresent(firmware -> device.is("sw_version", firmware));
    bridge
        .console()
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
    if (!map.vehicle().point().isEmpty()) {
      status.addSession(topics.session(charger));
    }
    if (meta.permissions().control()) {
      status.addControl(topics.answers(charger));
    }
    new ReadingEntities(device, map, state).add(without);
    return device;
  }

  /** Key of the group's device. */
  String key(LimitedGroup group) {
    return DeviceKey.ofGroup(bridge.base(), bridge.id(), group.name());
  }

  /** The device of a group that shares its limit. */
  DiscoveryDevice group(LimitedGroup group) {
    DiscoveryDevice device =
        new DiscoveryDevice(key(group), group.name(), "group " + group.name(), bridge.compat());
    device.is("manufacturer", "Ampwire");
    device.is("model", "Group of chargers");
    bridge.console().ifPresent(url -> device.is("configuration_url", url));
    device.is("via_device", key());
    device.availableWhile(List.of(topics.bridgeStatus()));
    new GroupEntities(device, group, topics).add();
    return device;
  }

  /** Key of the bridge's device. */
  String key() {
    return DeviceKey.of(bridge.base(), bridge.id());
  }

  /** The bridge's own device. */
  DiscoveryDevice bridge() {
    String name = "Ampwire " + bridge.id();
    DiscoveryDevice device = new DiscoveryDevice(key(), name, name, bridge.compat());
    device.is("manufacturer", "Ampwire");
    device.is("model", "Bridge");
    bridge.console().ifPresent(url -> device.is("configuration_url", url));
    device.is("sw_version", bridge.version());

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
      DiscoveryDevice device, String platform, String id, String name, String template) {
    Map<String, Object> entity = device.entity(platform, id, name);
    entity.put("state_topic", topics.bridgeInfo());
    entity.put("value_template", template);
    entity.put("entity_category", "diagnostic");
    entity.put("availability", List.of(DiscoveryDevice.online(topics.bridgeStatus())));
    return entity;
  }
}
