package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.control.ControlListener;
import io.ampwire.control.LossReason;
import io.ampwire.map.Decimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Adapter that reports control events as events of the charger. */
final class ControlEvents implements ControlListener {
  private final ChangeDetector.Listener events;
  private final LaneMetrics metrics;

  ControlEvents(ChangeDetector.Listener events, LaneMetrics metrics) {
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public void controlTaken(Optional<String> by, Decimal value, boolean resumed) {
    Map<String, Object> details = new LinkedHashMap<>();
    by.ifPresent(name -> details.put("by", name));
    details.put("value", value.number());
    details.put("resumed", resumed);
    metrics.control(resumed ? "resumed" : "taken");
    events.happened(Type.CONTROL_TAKEN, details);
  }

  @Override
  public void controlLost(LossReason reason, String message) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("reason", reason.label());
    if (!message.isEmpty()) {
      details.put("message", message);
    }
    metrics.control(reason.label());
    events.happened(Type.CONTROL_LOST, details);
  }

  @Override
  public void drift(DriftSide side, Decimal granted, Decimal read) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("side", side.name().toLowerCase(Locale.ROOT));
    details.put("granted", granted.number());
    details.put("reads", read.number());
    events.happened(Type.DRIFT, details);
  }

  @Override
  public void foreignController(Decimal granted) {
    events.happened(Type.FOREIGN_CONTROLLER, Map.of("granted", granted.number()));
  }

  @Override
  public void foreignControllerAtTakeover() {
    events.happened(Type.FOREIGN_CONTROLLER, Map.of("takeover", true));
  }

  @Override
  public void limitNotFollowed(Decimal limit) {
    events.happened(Type.LIMIT_NOT_FOLLOWED, Map.of("limit", limit.number()));
  }

  @Override
  public void wrongDevice(String message) {
    events.happened(Type.WRONG_DEVICE, Map.of("message", message));
  }
}
