package io.ampwire.homeassistant;

import io.ampwire.charger.WaitingFor;
import io.ampwire.map.Presentation.Kind;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Entities that every charger has: vehicle, charging, fault, reason of a wait, control. */
final class StatusEntities {
  private final DiscoveryDevice device;
  private final RegisterMap map;
  private final String state;

  /**
   * @param state topic of the state document
   */
  StatusEntities(DiscoveryDevice device, RegisterMap map, String state) {
    this.device = device;
    this.map = map;
    this.state = state;
  }

  void add() {
    vehicle();
    List<String> reasons = Arrays.stream(WaitingFor.values()).map(WaitingFor::label).toList();
    words("waiting_for", "Waiting for", reasons);
  }

  /**
   * Adds energy and duration of the last session. While a session lasts, the sensors keep what they
   * show: Home Assistant ignores an empty text for a number.
   *
   * @param session topic of the session document
   */
  void addSession(String session) {
    last(session, "last-charging-session-energy", "Last charging session energy", "energy", "kWh");
    last(
        session,
        "last-charging-session-duration",
        "Last charging session duration",
        "duration_s",
        "s");
  }

  private void last(String topic, String id, String name, String key, String unit) {
    Map<String, Object> entity =
        sensor(
            "sensor",
            id,
            name,
            "{{ %s if value_json.ended is not none else '' }}".formatted(Templates.read(key)));
    entity.put("state_topic", topic);
    entity.put("device_class", unit.equals("kWh") ? "energy" : "duration");
    entity.put("unit_of_measurement", unit);
  }

  /**
   * Adds the current controller, and whether the car follows the limit.
   *
   * @param answers filter for the answers to commands
   */
  void addControl(String answers) {
    words("control", "Control", List.of("none", "held", "suspended"))
        .put("entity_category", "diagnostic");
    sensor("sensor", "control_by", "Controlled by", Templates.value("control_by"))
        .put("entity_category", "diagnostic");
    Map<String, Object> exceeded =
        sensor(
            "binary_sensor",
            "limit-exceeded",
            "Limit exceeded",
            "{{ none if value_json.limit_followed is none"
                + " else 'OFF' if value_json.limit_followed else 'ON' }}");
    exceeded.put("device_class", "problem");
    exceeded.put("entity_category", "diagnostic");
    Map<String, Object> last =
        sensor(
            "sensor",
            "last_command",
            "Last command",
            "{{ value_json.command"
                + " ~ (' ' ~ value_json.value if value_json.value is number else '')"
                + " ~ ' ' ~ value_json.status"
                + " ~ (': ' ~ value_json.code if value_json.code is string else '') }}");
    last.put("state_topic", answers);
    last.put("json_attributes_topic", answers);
    last.put("entity_category", "diagnostic");
  }

  private void vehicle() {
    Vehicle vehicle = map.vehicle();
    if (vehicle.point().isEmpty()) {
      return;
    }
    Set<Long> plugged = union(vehicle.unauthorised(), vehicle.ready(), vehicle.charging());
    boolean shown =
        map.points().stream()
            .anyMatch(p -> p.shown().kind().filter(Kind.PRESENCE::equals).isPresent());
    if (!shown && !vehicle.absent().isEmpty() && !plugged.isEmpty()) {
      either("vehicle-connected", "Vehicle connected", plugged, vehicle.absent())
          .put("device_class", "plug");
    }
    if (!vehicle.charging().isEmpty()) {
      Set<Long> idle =
          union(vehicle.absent(), vehicle.unauthorised(), vehicle.ready(), vehicle.fault());
      either("vehicle-charging", "Charging", vehicle.charging(), idle)
          .put("device_class", "battery_charging");
    }
    if (!vehicle.fault().isEmpty()) {
      Map<String, Object> fault =
          either("charger-fault", "Fault", vehicle.fault(), union(plugged, vehicle.absent()));
      fault.put("device_class", "problem");
      fault.put("entity_category", "diagnostic");
    }
  }

  private Map<String, Object> either(String id, String name, Set<Long> on, Set<Long> off) {
    return sensor("binary_sensor", id, name, Templates.either(map.vehicle().point(), on, off));
  }

  private Map<String, Object> words(String key, String name, List<String> words) {
    List<String> options = new ArrayList<>(words);
    options.add(ReadingEntities.UNLISTED);
    Map<String, Object> entity =
        sensor("sensor", key, name, Templates.oneOf(key, words, ReadingEntities.UNLISTED));
    entity.put("device_class", "enum");
    entity.put("options", options);
    return entity;
  }

  private Map<String, Object> sensor(String platform, String id, String name, String template) {
    Map<String, Object> entity = device.entity(platform, id, name);
    entity.put("state_topic", state);
    entity.put("value_template", template);
    return entity;
  }

  @SafeVarargs
  private static Set<Long> union(Set<Long>... parts) {
    Set<Long> all = new TreeSet<>();
    for (Set<Long> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
