package io.ampwire.trust;

import io.ampwire.map.Fingerprint;
import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Optional;

/**
 * Evidence record of one test of a map, kept so that rungs can be computed from it. It holds raw
 * registers, their decoded values, and every check.
 *
 * @param checks checks of the device or the map as a whole
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
   * Time and program of the record.
   *
   * @param time UTC, {@code 2026-11-22T19:00:00Z}
   * @param tool program and its version
   */
  public record Origin(String time, String tool) {}

  /**
   * Subject of the record. Whether the record still counts is decided point by point. The map's
   * digest only shows whether anything changed since.
   */
  public record Subject(String map, String digest) {
    public static Subject of(RegisterMap map) {
      return new Subject(map.id(), map.digest());
    }
  }

  /**
   * Signature over {@link CanonicalText}.
   *
   * @param key id of the key
   * @param value Ed25519 signature, Base64
   */
  public record Seal(String key, String value) {}

  public Evidence {
    points = List.copyOf(points);
    checks = List.copyOf(checks);
  }

  /** Time of the record, UTC. */
  public String time() {
    return origin.time();
  }

  /** Id of the record's map. */
  public String map() {
    return subject.map();
  }

  /** Short digest of the record's content, independent of the signature. */
  public String id() {
    return Fingerprint.of(CanonicalText.of(this)).substring(0, 12);
  }

  public Evidence sealed(Seal with) {
    return new Evidence(kind, origin, subject, device, peer, points, checks, Optional.of(with));
  }

  /** Evidence about a point; empty if the record does not mention it. */
  public Optional<PointEvidence> point(String name) {
    return points.stream().filter(point -> point.point().equals(name)).findFirst();
  }

  public boolean confirms(Aspect aspect) {
    return checks.stream().anyMatch(check -> check.is(aspect, Check.Outcome.CONFIRMED));
  }
}
