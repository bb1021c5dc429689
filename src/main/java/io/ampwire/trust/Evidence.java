package io.ampwire.trust;

import io.ampwire.map.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a map by asking something, kept so that a rung can be computed from it:
 * raw registers, what they decode to, and every check. The map's digest binds it to what the map
 * meant then.
 *
 * @param time when, UTC, {@code 2026-11-22T19:00:00Z}
 * @param tool the program and its version
 * @param map id of the map
 * @param digest the map's digest then
 * @param checks those that concern the device or the map as a whole
 * @param seal the signature, empty on a record that nobody signed
 */
public record Evidence(
    EvidenceKind kind,
    String time,
    String tool,
    String map,
    String digest,
    DeviceVersion device,
    Peer peer,
    List<PointEvidence> points,
    List<Check> checks,
    Optional<Seal> seal) {

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

  /** Short name of what the record says, the same whoever signs it. */
  public String id() {
    return Fingerprint.of(CanonicalText.of(this)).substring(0, 12);
  }

  public Evidence sealed(Seal with) {
    return new Evidence(
        kind, time, tool, map, digest, device, peer, points, checks, Optional.of(with));
  }

  /** What it says of a point; empty for one it does not mention. */
  public Optional<PointEvidence> point(String name) {
    return points.stream().filter(point -> point.point().equals(name)).findFirst();
  }

  public boolean confirms(Aspect aspect) {
    return checks.stream().anyMatch(check -> check.is(aspect, Check.Outcome.CONFIRMED));
  }
}
