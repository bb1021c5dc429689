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

  /** Last reading of each counter, by position in {@link #counting}. */
  private final Long[] counters;

  private Boolean fault;

  /** Receives a type and further keys of the event. */
  public interface Listener {
    void happened(Type type, Map<String, Object> details);
  }

  ChangeDetector(RegisterMap map) {
    this.map = map;
    this.counting = map.derived(Counting.class, Counting::of).points();
    this.counters = new Long[counting.size()];
  }

  void observe(Function<String, Reading> readings, Listener listener) {
    if (readings.apply(map.vehicle().point()) instanceof Reading.Whole state) {
      fault = changed(map.vehicle().fault().contains(state.value()), state, listener);
    }
    for (int i = 0; i < counters.length; i++) {
      count(i, readings, listener);
    }
  }

  private boolean changed(boolean faulty, Reading.Whole state, Listener listener) {
    if (fault == null ? faulty : fault != faulty) {
      Map<String, Object> details = new HashMap<>();
      details.put(map.vehicle().point(), state.value());
      listener.happened(faulty ? Type.FAULT_RAISED : Type.FAULT_CLEARED, details);
    }
    return faulty;
  }

  private void count(int counter, Function<String, Reading> readings, Listener listener) {
    String point = counting.get(counter);
    if (readings.apply(point) instanceof Reading.Whole now) {
      Long before = counters[counter];
      if (before == null || before != now.value()) {
        counters[counter] = now.value();
      }
      if (before != null && now.value() < before) {
        listener.happened(
            Type.COUNTER_RESET, Map.of("point", point, "from", before, "to", now.value()));
      }
    }
  }

  /** Points of a map that count energy. */
  private record Counting(List<String> points) {
    private static Counting of(RegisterMap map) {
      return new Counting(
          map.points().stream().filter(ChangeDetector::counts).map(Point::name).toList());
    }
  }

  private static boolean counts(Point point) {
    return point.unit().endsWith("Wh") && point.type().isInteger();
  }
}
