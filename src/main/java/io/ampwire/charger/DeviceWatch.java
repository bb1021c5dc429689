package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import io.ampwire.map.RegisterMap;
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
  private final RegisterMap map;
  private final List<String> points;
  private final Set<String> accepted;
  private final ChangeDetector.Listener events;
  private DeviceIdentity identity = DeviceIdentity.UNKNOWN;
  private DeviceIdentity proved = DeviceIdentity.UNKNOWN;
  private DeviceIdentity before = DeviceIdentity.UNKNOWN;
  private Seen seen = new Seen(List.of());

  /** Points that identify a map's device. */
  private record Points(List<String> names) {
    private static Points of(RegisterMap map) {
      return new Points(map.identity().points());
    }
  }

  /** The readings of these points from which the identity was derived. */
  private record Seen(List<Reading> readings) {}

  /**
   * @param accepted commercial references that the operator accepts
   */
  DeviceWatch(RegisterMap map, Set<String> accepted, ChangeDetector.Listener events) {
    this.map = map;
    this.points = map.derived(Points.class, Points::of).names();
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
    if (!seen.readings().isEmpty() && asBefore(readings)) {
      return false;
    }
    seen = map.shared(new Seen(points.stream().map(readings).toList()));
    DeviceIdentity now = shared(DeviceIdentity.of(map.identity(), accepted, readings));
    boolean another = now.contradicts(proved);
    boolean news = !now.reference().equals(identity.reference());
    identity = now;
    before = proved;
    proved = shared(now.or(proved));
    if (news) {
      tell(now);
    }
    return another;
  }

  private DeviceIdentity shared(DeviceIdentity identity) {
    return map.shared(identity);
  }

  private boolean asBefore(Function<String, Reading> readings) {
    for (int i = 0; i < points.size(); i++) {
      if (!seen.readings().get(i).equals(readings.apply(points.get(i)))) {
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
