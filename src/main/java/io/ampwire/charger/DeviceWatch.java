package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import io.ampwire.map.IdentityRule;
import io.ampwire.trust.DeviceIdentity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Watch over the identity of the device that answers. It reports a device that the map does not
 * fit.
 */
final class DeviceWatch {
  private final IdentityRule rule;
  private final List<String> points;
  private final Set<String> accepted;
  private final ChangeDetector.Listener events;
  private DeviceIdentity identity = DeviceIdentity.UNKNOWN;
  private DeviceIdentity proved = DeviceIdentity.UNKNOWN;
  private DeviceIdentity before = DeviceIdentity.UNKNOWN;
  private List<Reading> seen = List.of();

  /**
   * @param accepted commercial references that the operator accepts
   */
  DeviceWatch(IdentityRule rule, Set<String> accepted, ChangeDetector.Listener events) {
    this.rule = rule;
    this.points = rule.points();
    this.accepted = accepted;
    this.events = events;
  }

  /** Continues from the identity that an earlier process knew. */
  void recall(DeviceIdentity earlier) {
    proved = earlier;
  }

  DeviceIdentity identity() {
    return identity;
  }

  /** Identity that was known before the one that differs from it. */
  DeviceIdentity before() {
    return before;
  }

  /** Processes a poll; returns whether the device or its firmware differs from before. */
  boolean observe(Function<String, Reading> readings) {
    if (!seen.isEmpty() && asBefore(readings)) {
      return false;
    }
    seen = points.stream().map(readings).toList();
    DeviceIdentity now = DeviceIdentity.of(rule, accepted, readings);
    boolean another = now.contradicts(proved);
    boolean news = !now.reference().equals(identity.reference());
    identity = now;
    before = proved;
    proved = now.or(proved);
    if (news) {
      tell(now);
    }
    return another;
  }

  private boolean asBefore(Function<String, Reading> readings) {
    for (int i = 0; i < seen.size(); i++) {
      if (!seen.get(i).equals(readings.apply(points.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private void tell(DeviceIdentity now) {
    String reference = now.reference().orElse("");
    if (now.fit() == DeviceIdentity.Fit.WRONG) {
      events.happened(Type.WRONG_DEVICE, Map.of("reference", reference));
    } else if (now.fit() == DeviceIdentity.Fit.UNLISTED) {
      events.happened(
          Type.REFERENCE_UNLISTED,
          Map.of("reference", reference, "remedy", "accept-reference: " + reference));
    }
  }
}
