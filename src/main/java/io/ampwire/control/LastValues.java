package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.map.RegisterMap;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Last values of the points that show a charger's limit and its fail-safe. A value stays while the
 * charger refuses to read it, because a busy charger keeps its registers.
 */
final class LastValues {
  private final List<String> points;

  /** By position in {@link #points}. */
  private final Reading[] values;

  /** The points of a map whose last values matter. */
  private record Kept(List<String> points) {
    private static Kept of(RegisterMap map) {
      Set<String> points = new LinkedHashSet<>();
      map.setPoint().ifPresent(rule -> points.add(rule.point()));
      map.lifebit().ifPresent(rule -> points.add(rule.point()));
      points.addAll(map.failSafe().points());
      map.failSafe().timeoutPoint().ifPresent(points::add);
      return new Kept(List.copyOf(points));
    }
  }

  LastValues(RegisterMap map) {
    this.points = map.derived(Kept.class, Kept::of).points();
    this.values = new Reading[points.size()];
    clear();
  }

  /** Processes the readings of a poll. */
  void observe(Function<String, Reading> readings) {
    for (int i = 0; i < values.length; i++) {
      Reading now = readings.apply(points.get(i));
      if (!now.isRefused() || !values[i].isValue()) {
        values[i] = now;
      }
    }
  }

  /** The last value of a point, or why there is none. */
  Reading value(String point) {
    int position = points.indexOf(point);
    return position < 0 ? Reading.NOT_READ : values[position];
  }

  /** Handles a device that may be another one. */
  void clear() {
    Arrays.fill(values, Reading.NOT_READ);
  }
}
