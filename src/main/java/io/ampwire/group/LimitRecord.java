package io.ampwire.group;

import io.ampwire.command.Code;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Record of one group's limits: what was asked, set, proved and measured. {@link
 * GroupListener#recorded} names the kinds of its entries.
 */
final class LimitRecord {
  private final String group;
  private final Scheduler scheduler;
  private final GroupListener listener;

  LimitRecord(String group, Scheduler scheduler, GroupListener listener) {
    this.group = group;
    this.scheduler = scheduler;
    this.listener = listener;
  }

  /**
   * @param asked the command that the limit comes from
   */
  void limit(LimitInForce.Bound bound, boolean lapsed, Optional<LimitCommand> asked) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("source", bound.source().label());
    details.put("limit", room(bound.limit()));
    details.put("members", room(bound.members()));
    details.put("lapsed", lapsed);
    asked.ifPresent(command -> details.put("command", command(command)));
    entry("limit", details);
  }

  void refused(LimitCommand asked, Code code) {
    Map<String, Object> details = command(asked);
    details.put("code", code.label());
    entry("refused", details);
  }

  void cap(ChargerId charger, long amps, long generation) {
    entry("cap", details("charger", charger.value(), "cap", amps, "generation", generation));
  }

  void proved(ChargerId charger, long amps, long generation) {
    entry("proved", details("charger", charger.value(), "cap", amps, "generation", generation));
  }

  /**
   * @param counted what the charger counts with while nothing proves its cap, A
   */
  void silent(ChargerId charger, double counted) {
    entry("silent", details("charger", charger.value(), "counted", counted));
  }

  /**
   * @param after time since the limit changed, ms
   * @param chargers measured currents of each charger
   * @param measured their sum
   * @param granted highest load that the caps permit
   */
  void measured(
      long after, Map<ChargerId, PhaseAmps> chargers, PhaseAmps measured, PhaseAmps granted) {
    Map<String, Object> each = new LinkedHashMap<>();
    chargers.forEach((id, amps) -> each.put(id.value(), list(amps)));
    entry(
        "measured",
        details(
            "after_ms", after, "amps", list(measured), "granted", list(granted), "chargers", each));
  }

  private void entry(String kind, Map<String, Object> details) {
    listener.recorded(group, scheduler.wallMillis(), kind, details);
  }

  private static Map<String, Object> command(LimitCommand asked) {
    Map<String, Object> details = new LinkedHashMap<>();
    asked.number().ifPresent(value -> details.put("value", value));
    details.put("unit", asked.unit().orElse("A"));
    asked.command().lease().ifPresent(lease -> details.put("lease", lease));
    asked.command().id().ifPresent(id -> details.put("id", id));
    asked.command().by().ifPresent(by -> details.put("by", by));
    asked.reason().ifPresent(reason -> details.put("reason", reason));
    details.put("received", asked.command().receivedMillis());
    return details;
  }

  private static Map<String, Object> room(Room room) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("amps", list(room.phases()));
    if (Double.isFinite(room.total())) {
      details.put("watts", Math.round(room.total() * LimitSettings.VOLTS));
    }
    return details;
  }

  private static List<Object> list(PhaseAmps amps) {
    return List.of(tenths(amps.l1()), tenths(amps.l2()), tenths(amps.l3()));
  }

  private static double tenths(double amps) {
    return Math.round(amps * 10) / 10.0;
  }

  private static Map<String, Object> details(Object... pairs) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      details.put((String) pairs[i], pairs[i + 1]);
    }
    return details;
  }
}
