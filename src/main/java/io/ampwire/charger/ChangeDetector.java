package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Detector of changes between one poll and the next, reported as events. */
public final class ChangeDetector {
  private final RegisterMap map;
  private final List<String> counting;
  private final Map<String, Long> counters = new HashMap<>();
  private Boolean session;
  private Boolean fault;

  /** Receives a type and further keys of the event. */
  public interface Listener {
    void happened(Type type, Map<String, Object> details);
  }

  ChangeDetector(RegisterMap map) {
    this.map = map;
    this.counting = map.points().stream().filter(ChangeDetector::counts).map(Point::name).toList();
  }

  void observe(Function<String, Reading> readings, Listener listener) {
    if (readings.apply(map.vehicle().point()) instanceof Reading.Whole state) {
      boolean charging = map.vehicle().charging().contains(state.value());
      boolean inSession = charging || map.vehicle().ready().contains(state.value());
      session =
          changed(session, inSession, Type.SESSION_STARTED, Type.SESSION_ENDED, state, listener);
      boolean faulty = map.vehicle().fault().contains(state.value());
      fault = changed(fault, faulty, Type.FAULT_RAISED, Type.FAULT_CLEARED, state, listener);
    }
    for (String point : counting) {
      count(point, readings, listener);
    }
  }

  private Boolean changed(
      Boolean before,
      boolean now,
      Type raised,
      Type cleared,
      Reading.Whole state,
      Listener listener) {
    boolean first = before == null;
    if (first ? now && raised == Type.FAULT_RAISED : before != now) {
      Map<String, Object> details = new HashMap<>();
      details.put(map.vehicle().point(), state.value());
      listener.happened(now ? raised : cleared, details);
    }
    return now;
  }

  private void count(String point, Function<String, Reading> readings, Listener listener) {
    if (readings.apply(point) instanceof Reading.Whole now) {
      Long before = counters.put(point, now.value());
      if (before != null && now.value() < before) {
        listener.happened(
            Type.COUNTER_RESET, Map.of("point", point, "from", before, "to", now.value()));
      }
    }
  }

  private static boolean counts(Point point) {
    return point.unit().endsWith("Wh") && point.type().isInteger();
  }
}
