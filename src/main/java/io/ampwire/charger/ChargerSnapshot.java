package io.ampwire.charger;

import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * State of a charger after a poll.
 *
 * @param ts wall clock at the end of the poll, ms
 * @param readings by position in the map
 * @param registers raw registers as on the wire, for people who check the wiring
 */
public record ChargerSnapshot(
    RegisterMap map,
    long ts,
    Quality quality,
    ControlView control,
    WaitingFor waitingFor,
    Optional<Boolean> limitFollowed,
    List<Reading> readings,
    Capture registers) {

  /** Completeness of a snapshot. */
  public enum Quality {
    GOOD,
    /** Some points have no value. */
    PARTIAL,
    /** The charger does not answer; no point has a value. */
    STALE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }
  }

  /** Good only if every point of the state document has a value or must not be read. */
  static Quality qualityOf(RegisterMap map, Reading[] readings) {
    List<Point> points = map.points();
    for (int i = 0; i < readings.length; i++) {
      boolean missing = !readings[i].isValue() && !readings[i].equals(Reading.WITHHELD);
      if (missing && expected(points.get(i))) {
        return Quality.PARTIAL;
      }
    }
    return Quality.GOOD;
  }

  /** Whether the point counts: a write-only point has no value that could be missing. */
  private static boolean expected(Point point) {
    return inState(point) && point.readable();
  }

  /** Whether the point is a key of the state document; identity is in the meta document. */
  public static boolean inState(Point point) {
    return point.cadence().repeats();
  }

  /** Reading of a point; "not read" for a name that is not in the map. */
  public Reading reading(String name) {
    int position = map.position(name);
    return position < 0 || position >= readings.size() ? Reading.NOT_READ : readings.get(position);
  }
}
