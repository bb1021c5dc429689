package io.ampwire.control;

import io.ampwire.charger.ChangeDetector;
import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.charger.LaneMetrics;
import io.ampwire.control.ControlState.Cause;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What control has to tell. */
final class ControlEvents {
  private final ChangeDetector.Listener listener;
  private final LaneMetrics metrics;

  ControlEvents(ChangeDetector.Listener listener, LaneMetrics metrics) {
    this.listener = listener;
    this.metrics = metrics;
  }

  void taken(Optional<String> by, long value, boolean resumed) {
    Map<String, Object> details = new LinkedHashMap<>();
    by.ifPresent(name -> details.put("by", name));
    details.put("value", value);
    details.put("resumed", resumed);
    metrics.control(resumed ? "resumed" : "taken");
    listener.happened(Type.CONTROL_TAKEN, details);
  }

  void lost(Cause cause, String why) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("reason", cause.label());
    metrics.control(cause.label());
    if (!why.isEmpty()) {
      details.put("message", why);
    }
    listener.happened(Type.CONTROL_LOST, details);
  }

  /**
   * @param side {@code above} or {@code below} what was granted
   */
  void drift(String side, long granted, long read) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("side", side);
    details.put("granted", granted);
    details.put("reads", read);
    listener.happened(Type.DRIFT, details);
  }

  void tell(Type type, Map<String, Object> details) {
    listener.happened(type, details);
  }
}
