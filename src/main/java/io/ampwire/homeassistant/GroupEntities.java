package io.ampwire.homeassistant;

import java.util.List;
import java.util.Map;

/**
 * Entities of a group that shares its limit: the limit, its source, the currents of the feeder and
 * what is free. They read the group's state document. Commands are not retained.
 */
final class GroupEntities {
  private static final List<String> SOURCES = List.of("static", "command", "meter", "safe");

  private final DiscoveryDevice device;
  private final LimitedGroup group;
  private final ReferencedTopics topics;

  GroupEntities(DiscoveryDevice device, LimitedGroup group, ReferencedTopics topics) {
    this.device = device;
    this.group = group;
    this.topics = topics;
  }

  void add() {
    limit();
    for (int phase = 0; phase < 3; phase++) {
      current("current-l" + (phase + 1), "Current L" + (phase + 1), "measured[%d]", phase);
    }
    for (int phase = 0; phase < 3; phase++) {
      current("headroom-l" + (phase + 1), "Headroom L" + (phase + 1), "free[%d]", phase);
    }
    Map<String, Object> power =
        sensor("power-limit", "Power limit", Templates.value("limit_watts"));
    power.put("device_class", "power");
    power.put("unit_of_measurement", "W");
    power.put("state_class", "measurement");
    Map<String, Object> source =
        sensor("limit-source", "Limit source", Templates.listed("source", SOURCES));
    source.put("device_class", "enum");
    source.put("options", SOURCES);
    problem(
        "chargers",
        "Chargers",
        "{{ 'ON' if value_json.members | rejectattr('online') | list else 'OFF' }}");
    if (group.metered()) {
      problem("meter", "Meter", "{{ 'OFF' if value_json.meter_fresh else 'ON' }}");
    }
  }

  private void limit() {
    Map<String, Object> number = command("number", "limit", "Limit");
    number.put("device_class", "current");
    number.put("unit_of_measurement", "A");
    number.put("min", 0);
    number.put("max", group.maxCurrent());
    number.put("step", 1);
    number.put("mode", "slider");
    number.put("command_template", ControlEntities.named("{{ value }}"));
    number.put("state_topic", topics.groupState(group.name()));
    // Without a limit of power the three phases have the same limit.
    number.put("value_template", "{{ value_json.limit | min }}");
    Map<String, Object> release = command("button", "limit-release", "Release limit");
    release.put("payload_press", ControlEntities.named("\"release\""));
    release.put("entity_category", "config");
  }

  private Map<String, Object> command(String platform, String id, String name) {
    Map<String, Object> entity = device.entity(platform, id, name);
    entity.put("command_topic", topics.groupLimit(group.name()));
    entity.put("retain", false);
    return entity;
  }

  private void current(String id, String name, String key, int phase) {
    Map<String, Object> entity = sensor(id, name, Templates.value(key.formatted(phase)));
    entity.put("device_class", "current");
    entity.put("unit_of_measurement", "A");
    entity.put("state_class", "measurement");
  }

  private void problem(String id, String name, String template) {
    Map<String, Object> entity = device.entity("binary_sensor", id, name);
    entity.put("state_topic", topics.groupState(group.name()));
    entity.put("value_template", template);
    entity.put("device_class", "problem");
    entity.put("entity_category", "diagnostic");
  }

  private Map<String, Object> sensor(String id, String name, String template) {
    Map<String, Object> entity = device.entity("sensor", id, name);
    entity.put("state_topic", topics.groupState(group.name()));
    entity.put("value_template", template);
    return entity;
  }
}
