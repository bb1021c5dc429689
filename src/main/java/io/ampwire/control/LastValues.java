package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.map.RegisterMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Last values of the points that show a charger's limit and its fail-safe. A value stays while the
 * charger refuses to read it, because a busy charger keeps its registers.
 */
final class LastValues {
  private final Map<String, Reading> values = new HashMap<>();

  LastValues(RegisterMap map) {
    map.setPoint().ifPresent(rule -> values.put(rule.point(), Reading.NOT_READ));
    map.lifebit().ifPresent(rule -> values.put(rule.point(), Reading.NOT_READ));
    map.failSafe().points().forEach(point -> values.put(point, Reading.NOT_READ));
    map.failSafe().timeoutPoint().ifPresent(point -> values.put(point, Reading.NOT_READ));
  }

  /** Processes the readings of a poll. */
  void observe(Function<String, Reading> readings) {
    values.replaceAll(
        (point, before) -> {
          Reading now = readings.apply(point);
          return now.isRefused() && before.isValue() ? before : now;
        });
  }

  /** The last value of a point, or why there is none. */
  Reading value(String point) {
    return values.getOrDefault(point, Reading.NOT_READ);
  }

  /** Handles a device that may be another one. */
  void clear() {
    values.replaceAll((point, before) -> Reading.NOT_READ);
  }
}
