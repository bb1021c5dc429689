package io.ampwire.control;

import io.ampwire.command.Permissions;
import io.ampwire.map.ControlMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The terms on which a controller holds a charger.
 *
 * @param value set point in force, in the set point's unit
 * @param by controller, empty where it gave no name
 * @param leaseEnd monotonic time at which the lease ends, ns; empty for standing control
 * @param since monotonic time of the command that took control, ns; {@link Long#MIN_VALUE} for an
 *     intent that an earlier run left
 */
record Grant(long value, Optional<String> by, OptionalLong leaseEnd, long since) {

  /**
   * What an applied set point grants.
   *
   * @param lease seconds the command asks for; it leases in every mode, capped by the inventory
   * @param now monotonic time, ns
   */
  static Grant of(
      long value, Optional<String> by, OptionalLong lease, Permissions permissions, long now) {
    return new Grant(value, by, OptionalLong.empty(), now).renewed(lease, permissions, now);
  }

  /** What an earlier run of the bridge left. */
  static Grant of(IntentJournal.Intent intent) {
    return new Grant(intent.value(), intent.by(), OptionalLong.empty(), Long.MIN_VALUE);
  }

  /** The same with a new lease, where control has one or the command asks for one. */
  Grant renewed(OptionalLong lease, Permissions permissions, long now) {
    boolean leased = permissions.mode() == ControlMode.LEASED || leased() || lease.isPresent();
    if (!leased) {
      return this;
    }
    long most = permissions.lease().toSeconds();
    long seconds = Math.min(most, lease.orElse(most));
    return new Grant(value, by, OptionalLong.of(now + seconds * 1_000_000_000L), since);
  }

  /** Another value is in force; holder and lease stay. */
  Grant capped(long cap) {
    return new Grant(cap, by, leaseEnd, since);
  }

  boolean leased() {
    return leaseEnd.isPresent();
  }

  /** Whether a controller other than this one holds a lease. */
  boolean leasedByOther(Optional<String> controller) {
    return leased() && !by.equals(controller);
  }

  /** The holder in words. */
  String holder() {
    return by.orElse("another controller");
  }

  /** Whole seconds until the lease ends, where there is one. */
  OptionalLong leaseLeft(long now) {
    return leased()
        ? OptionalLong.of(Math.max(0, (leaseEnd.getAsLong() - now) / 1_000_000_000))
        : OptionalLong.empty();
  }

  /** Why control on these terms must end now, if it must. */
  Optional<LossReason> lapse(Permissions permissions, RoundTrip roundTrip, long now) {
    if (leased()) {
      boolean over = now - leaseEnd.getAsLong() >= 0;
      return over ? Optional.of(LossReason.LEASE_EXPIRED) : Optional.empty();
    }
    // The command itself came through the subscription: hearing it counts as a round trip.
    long patience = permissions.lease().toNanos();
    boolean heard = since != Long.MIN_VALUE && now - since < patience;
    return heard || roundTrip.within(patience, now)
        ? Optional.empty()
        : Optional.of(LossReason.BROKER_LOST);
  }
}
