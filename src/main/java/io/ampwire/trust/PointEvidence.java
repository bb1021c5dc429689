package io.ampwire.trust;

import io.ampwire.map.Point;
import io.ampwire.map.PointDigest;
import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Optional;

/**
 * Evidence about one point.
 *
 * @param address the map's own address when the record was made
 * @param readAt address that was read; it differs if reads were remapped
 * @param meaning type, scale and unit when the record was made: {@code F32BE x1 kW}
 * @param digest {@link PointDigest} when the record was made
 * @param samples raw registers with their decoded values, in the order of the reads
 */
public record PointEvidence(
    String point,
    int address,
    int readAt,
    String meaning,
    String digest,
    List<Sample> samples,
    List<Check> checks) {

  /**
   * @param words registers as hex words, {@code d35a 4118}
   * @param value decoded value, {@code 9.5516}, or the reason why there is none
   */
  public record Sample(String words, String value) {}

  public PointEvidence {
    samples = List.copyOf(samples);
    checks = List.copyOf(checks);
  }

  /** Creates evidence about a point as its map now describes it. */
  public static PointEvidence of(
      RegisterMap map, Point point, int readAt, List<Sample> samples, List<Check> checks) {
    return new PointEvidence(
        point.name(),
        point.address(),
        readAt,
        meaning(point),
        PointDigest.of(map, point),
        samples,
        checks);
  }

  /** Whether the point still has the meaning that it had in the record. */
  boolean stands(RegisterMap map) {
    return map.point(point).filter(now -> PointDigest.of(map, now).equals(digest)).isPresent();
  }

  /** Visible change of the point since the record; empty if only the digest differs. */
  Optional<String> change(RegisterMap map) {
    Optional<Point> now = map.point(point);
    if (now.isEmpty()) {
      return Optional.of(point + " is gone");
    }
    if (now.get().address() != address) {
      return Optional.of(point + " was at " + address + ", is at " + now.get().address());
    }
    String means = meaning(now.get());
    return means.equals(meaning)
        ? Optional.empty()
        : Optional.of(point + " was " + meaning + ", is " + means);
  }

  static String meaning(Point point) {
    double scale = point.scale();
    String factor = scale == Math.rint(scale) ? Long.toString((long) scale) : "" + scale;
    return (point.typeName() + " x" + factor + " " + point.unit()).strip();
  }

  public boolean confirms(Aspect aspect) {
    return checks.stream().anyMatch(check -> check.is(aspect, Check.Outcome.CONFIRMED));
  }

  /** Checks that contradict the map. */
  public List<Check> contradictions() {
    return checks.stream().filter(c -> c.outcome() == Check.Outcome.CONTRADICTED).toList();
  }
}
