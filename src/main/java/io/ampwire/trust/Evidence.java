package io.ampwire.trust;

import io.ampwire.map.Fingerprint;
import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Optional;

/**
 * Record of what was found out about a map by asking something, kept so that rungs can be computed
 * from it: raw registers, what they decode to, and every check.
 *
 * @param checks those that concern the device or the map as a whole
 * @param seal the signature, empty on an unsigned record
 */
public record Evidence(
    EvidenceKind kind,
    Origin origin,
    Subject subject,
    DeviceVersion device,
    Peer peer,
    List<PointEvidence> points,
    List<Check> checks,
    Optional<Seal> seal) {

  /**
   * When and by what the record was made.
   *
   * @param time UTC, {@code 2026-11-22T19:00:00Z}
   * @param tool the program and its version
   */
  public record Origin(String time, String tool) {}

  /**
   * What the record is about. Whether it still counts is decided point by point; the map's digest
   * tells a reader whether anything at all changed since.
   */
  public record Subject(String map, String digest) {
    public static Subject of(RegisterMap map) {
      return new Subject(map.id(), map.digest());
    }
  }

  /**
   * A signature over {@link CanonicalText}.
   *
   * @param key id of the key
   * @param value Ed25519 signature, Base64
   */
  public record Seal(String key, String value) {}

  public Evidence {
    points = List.copyOf(points);
    checks = List.copyOf(checks);
  }

  /** When it was made, UTC. */
  public String time() {
    return origin.time();
  }

  /** Id of the map that it is about. */
  public String map() {
    return subject.map();
  }

  /** Short name of what the record says, independent of the signature. */
  public String id() {
    return Fingerprint.of(CanonicalText.of(this)).substring(0, 12);
  }

  public Evidence sealed(Seal with) {
    return new Evidence(kind, origin, subject, device, peer, points, checks, Optional.of(with));
  }

  /** What it says of a point; empty for one it does not mention. */
  public Optional<PointEvidence> point(String name) {
    return points.stream().filter(point -> point.point().equals(name)).findFirst();
  }

  public boolean confirms(Aspect aspect) {
    return checks.stream().anyMatch(check -> check.is(aspect, Check.Outcome.CONFIRMED));
  }
}
