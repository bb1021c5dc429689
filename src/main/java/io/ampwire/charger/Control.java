package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.map.ControlMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether somebody controls this charger, who, and until when. Taking it needs an applied set
 * point; keeping it needs a sign of life: a renewed lease, or the broker's round trip where control
 * is standing.
 */
final class Control {
  private final Permissions permissions;
  private final RoundTrip roundTrip;
  private boolean held;
  private Optional<String> by = Optional.empty();
  private OptionalLong leaseEnd = OptionalLong.empty();
  private long granted;
  private long taken;

  Control(Permissions permissions, RoundTrip roundTrip) {
    this.permissions = permissions;
    this.roundTrip = roundTrip;
  }

  boolean held() {
    return held;
  }

  Optional<String> by() {
    return by;
  }

  /** The value that was applied last, in the set point's unit. */
  long granted() {
    return granted;
  }

  /**
   * A set point was applied.
   *
   * @param lease seconds the command asked for
   * @return whether nobody was in control before
   */
  boolean take(long value, Optional<String> controller, OptionalLong lease, long now) {
    boolean first = !held;
    held = true;
    taken = now;
    granted = value;
    by = controller;
    leaseEnd = OptionalLong.empty();
    extend(lease, now);
    return first;
  }

  /** Whether there was control to renew. */
  boolean renew(OptionalLong lease, long now) {
    if (held) {
      extend(lease, now);
    }
    return held;
  }

  void lose() {
    held = false;
    by = Optional.empty();
    leaseEnd = OptionalLong.empty();
  }

  /** Why control must end now, if it must. */
  Optional<String> lapse(long now) {
    if (!held) {
      return Optional.empty();
    }
    if (leaseEnd.isPresent()) {
      return now - leaseEnd.getAsLong() >= 0 ? Optional.of("lease_expired") : Optional.empty();
    }
    // The command itself came through the subscription: hearing it counts as a round trip.
    long lease = permissions.lease().toNanos();
    return now - taken < lease || roundTrip.within(lease, now)
        ? Optional.empty()
        : Optional.of("broker_lost");
  }

  /** Whole seconds until control ends by itself, where it does. */
  OptionalLong leaseLeft(long now) {
    return leaseEnd.isPresent()
        ? OptionalLong.of(Math.max(0, (leaseEnd.getAsLong() - now) / 1_000_000_000))
        : OptionalLong.empty();
  }

  private void extend(OptionalLong lease, long now) {
    boolean leased = permissions.mode() == ControlMode.LEASED || leaseEnd.isPresent();
    if (leased || lease.isPresent()) {
      long most = permissions.lease().toSeconds();
      long seconds = Math.min(most, lease.orElse(most));
      leaseEnd = OptionalLong.of(now + seconds * 1_000_000_000L);
    }
  }
}
