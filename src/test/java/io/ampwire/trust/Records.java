package io.ampwire.trust;

import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Records as tests need them: of every point, and with every check that a rung wants. */
public final class Records {
  public static final SigningKey KEY = SigningKey.create();
  public static final DeviceVersion DEVICE =
      new DeviceVersion(Optional.of("EVB3S22N40M"), Optional.of("1.2.3"));
  public static final Peer CHARGER = new Peer("192.0.2.11:502", false, "EVB3S22N40M", "the device");

  private Records() {}

  /** Trusts {@link #KEY} with everything. */
  public static TrustList trusting() {
    return new TrustList(
        List.of(new TrustedKey("Test", KEY.open(), EnumSet.allOf(EvidenceKind.class))));
  }

  public static TrustBook book(Evidence... records) {
    return new TrustBook(List.of(records), trusting());
  }

  /** Transport for every point, signed. */
  public static Evidence transport() {
    return KEY.seal(
        record(
            EvidenceKind.TRANSPORT,
            p -> Set.of(Aspect.READ, Aspect.CODING),
            DeviceVersion.UNKNOWN));
  }

  /** Everything that hardware can show, signed. */
  public static Evidence hardware() {
    return KEY.seal(hardware(CHARGER, DEVICE));
  }

  /** As above by that peer, unsigned. */
  public static Evidence hardware(Peer peer, DeviceVersion device) {
    Evidence all = record(EvidenceKind.HARDWARE, p -> ProofNeeds.of(Evlink.MAP, p), device);
    return new Evidence(
        all.kind(),
        all.origin(),
        all.subject(),
        device,
        peer,
        all.points(),
        List.of(Check.confirmed(Aspect.IDENTITY, "EVB3S22N40M is of family EVB3")),
        Optional.empty());
  }

  /** The record with one point changed, unsigned. */
  public static Evidence with(Evidence record, String point, UnaryOperator<PointEvidence> change) {
    List<PointEvidence> points = new ArrayList<>(record.points());
    points.replaceAll(p -> p.point().equals(point) ? change.apply(p) : p);
    return new Evidence(
        record.kind(),
        record.origin(),
        record.subject(),
        record.device(),
        record.peer(),
        points,
        record.checks(),
        Optional.empty());
  }

  /** What the checks of a point say instead. */
  public static UnaryOperator<PointEvidence> checks(Check... checks) {
    return p ->
        new PointEvidence(
            p.point(),
            p.address(),
            p.readAt(),
            p.meaning(),
            p.digest(),
            p.samples(),
            List.of(checks));
  }

  private interface Wanted {
    Set<Aspect> of(Point point);
  }

  private static Evidence record(EvidenceKind kind, Wanted wanted, DeviceVersion device) {
    RegisterMap map = Evlink.MAP;
    return new Evidence(
        kind,
        new Evidence.Origin("2026-11-22T19:00:00Z", "ampwire 0.1.0"),
        Evidence.Subject.of(map),
        device,
        new Peer("127.0.0.1:1502", true, "nothing", "j2mod 3.2.1"),
        map.points().stream().map(point -> evidence(point, wanted.of(point))).toList(),
        List.of(),
        Optional.empty());
  }

  private static PointEvidence evidence(Point point, Set<Aspect> aspects) {
    List<Check> checks =
        aspects.stream().sorted().map(aspect -> Check.confirmed(aspect, "seen")).toList();
    return PointEvidence.of(
        Evlink.MAP, point, 0, List.of(new PointEvidence.Sample("d35a 4118", "9.5516")), checks);
  }
}
