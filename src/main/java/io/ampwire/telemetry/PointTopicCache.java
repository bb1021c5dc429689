package io.ampwire.telemetry;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last value published on each point topic of a charger, so that only changes are published and
 * every topic can be cleared.
 */
final class PointTopicCache {
  private final ChargerId charger;
  private final Map<String, Reading> published = new LinkedHashMap<>();

  PointTopicCache(ChargerId charger) {
    this.charger = charger;
  }

  /** The points whose value changed; points that the map no longer has are cleared. */
  List<Document.PointValue> update(ChargerSnapshot poll) {
    Map<String, Reading> now = new LinkedHashMap<>();
    List<Point> points = poll.map().points();
    for (int i = 0; i < points.size(); i++) {
      Reading reading = poll.readings().get(i);
      now.put(points.get(i).name(), reading.isValue() ? reading : Reading.NOT_AVAILABLE);
    }
    List<Document.PointValue> changes = new ArrayList<>();
    published.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add(cleared(name)));
    now.forEach(
        (name, reading) -> {
          if (!reading.equals(published.get(name))) {
            changes.add(new Document.PointValue(charger, name, reading));
          }
        });
    published.clear();
    published.putAll(now);
    return changes;
  }

  /** Every point with its last value. */
  List<Document.PointValue> values() {
    List<Document.PointValue> all = new ArrayList<>();
    published.forEach((name, reading) -> all.add(new Document.PointValue(charger, name, reading)));
    return all;
  }

  /** Clears every topic. */
  List<Document.PointValue> clear() {
    List<Document.PointValue> cleared = published.keySet().stream().map(this::cleared).toList();
    published.clear();
    return cleared;
  }

  private Document.PointValue cleared(String name) {
    return new Document.PointValue(charger, name, Reading.NOT_AVAILABLE);
  }
}
