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
 * What the topics of a charger's points were last told, so that only what changed is told again and
 * all of it can be taken back.
 */
final class PointTopicCache {
  private final ChargerId charger;
  private final Map<String, Reading> told = new LinkedHashMap<>();

  PointTopicCache(ChargerId charger) {
    this.charger = charger;
  }

  /** The points that read otherwise than before; those that the map no longer has are cleared. */
  List<Document.PointValue> turn(ChargerSnapshot poll) {
    Map<String, Reading> now = new LinkedHashMap<>();
    List<Point> points = poll.map().points();
    for (int i = 0; i < points.size(); i++) {
      Reading reading = poll.readings().get(i);
      now.put(points.get(i).name(), reading.isValue() ? reading : Reading.NOT_AVAILABLE);
    }
    List<Document.PointValue> changes = new ArrayList<>();
    told.keySet().stream().filter(name -> !now.containsKey(name)).forEach(n -> clear(n, changes));
    now.forEach(
        (name, reading) -> {
          if (!reading.equals(told.get(name))) {
            changes.add(new Document.PointValue(charger, name, reading));
          }
        });
    told.clear();
    told.putAll(now);
    return changes;
  }

  /** All of it once more. */
  List<Document.PointValue> repeat() {
    List<Document.PointValue> all = new ArrayList<>();
    told.forEach((name, reading) -> all.add(new Document.PointValue(charger, name, reading)));
    return all;
  }

  /** Takes everything back. */
  List<Document.PointValue> clear() {
    List<Document.PointValue> cleared = new ArrayList<>();
    told.keySet().forEach(name -> clear(name, cleared));
    told.clear();
    return cleared;
  }

  private void clear(String name, List<Document.PointValue> into) {
    into.add(new Document.PointValue(charger, name, Reading.NOT_AVAILABLE));
  }
}
