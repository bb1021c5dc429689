package io.ampwire.cli.verify;

import io.ampwire.cli.Version;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Check;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.Peer;
import io.ampwire.trust.PointEvidence;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Factory of evidence records for the current time. */
public final class EvidenceFiles {
  private EvidenceFiles() {}

  static Evidence of(
      EvidenceKind kind,
      RegisterMap map,
      DeviceIdentity device,
      Peer peer,
      List<PointEvidence> points,
      List<Check> checks) {
    return new Evidence(
        kind,
        new Evidence.Origin(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Version.text()),
        Evidence.Subject.of(map),
        new DeviceVersion(device.reference(), device.firmware()),
        peer,
        points,
        checks,
        Optional.empty());
  }

  /** The identity that a device reports, as text. */
  public static String said(DeviceIdentity identity) {
    return identity.reference().map(r -> "reference " + r).orElse("no reference")
        + identity.firmware().map(f -> ", firmware " + f).orElse(", no firmware")
        + identity.model().map(m -> ", model " + m).orElse("");
  }
}
