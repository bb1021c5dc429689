package io.ampwire.trust;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Removal of what identifies an owner from an evidence record: the network address of the peer, and
 * the registers and values of serial numbers, network addresses and tags. Their checks stay,
 * without the values.
 */
public final class OwnersPrivacy {
  /** Text in place of what is left out. */
  public static final String WITHHELD = "withheld";

  private static final Pattern PERSONAL =
      Pattern.compile("(.*_)?(serial|mac|ip_address|hostname|rfid|nfc|tag|iccid|imei)(_.*)?");

  private OwnersPrivacy() {}

  /** Whether the value of that point identifies a charger or a person. */
  public static boolean personal(String point) {
    return PERSONAL.matcher(point).matches();
  }

  /** Returns the record without them; an address of this machine identifies no one and stays. */
  public static Evidence without(Evidence record) {
    Peer peer = record.peer();
    Peer anonymous = peer.loopback() ? peer : new Peer(WITHHELD, false, peer.said(), peer.stated());
    List<PointEvidence> points = record.points().stream().map(OwnersPrivacy::point).toList();
    return new Evidence(
        record.kind(),
        record.origin(),
        record.subject(),
        record.device(),
        anonymous,
        points,
        record.checks(),
        record.seal());
  }

  private static PointEvidence point(PointEvidence point) {
    if (!personal(point.point())) {
      return point;
    }
    List<Check> checks =
        point.checks().stream()
            .map(
                check ->
                    check.aspect() == Aspect.ADDRESS
                        ? check
                        : new Check(check.aspect(), check.outcome(), WITHHELD))
            .toList();
    return new PointEvidence(
        point.point(),
        point.address(),
        point.readAt(),
        point.meaning(),
        point.digest(),
        List.of(new PointEvidence.Sample("", WITHHELD)),
        checks);
  }
}
