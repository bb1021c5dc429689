package io.ampwire.control;

import io.ampwire.command.Permissions;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Terms under which a controller holds a charger.
 *
 * @param value set point in force, in the set point's unit
 * @param by controller, empty where it gave no name
 * @param leaseEnd monotonic time at which the lease ends, ns; empty for standing control
 * @param since monotonic time of the command that took control, ns; {@link Long#MIN_VALUE} for an
 *     intent from an earlier run
 * @param wanted set point of the controller, which a group's cap may reduce; empty while a group
 *     holds the charger on its own account
 */
record Grant(
    Decimal value,
    Optional<String> by,
    OptionalLong leaseEnd,
    long since,
    Optional<Decimal> wanted) {

  /**
   * Creates the grant of an applied set point.
   *
   * @param lease seconds the command requests; it sets a lease in every mode, capped by the
   *     inventory
   * @param now monotonic time, ns
   */
  static Grant of(
      Decimal value, Optional<String> by, OptionalLong lease, Permissions permissions, long now) {
    return new Grant(value, by, OptionalLong.empty(), now, Optional.of(value))
        .renewed(lease, permissions, now);
  }

  /** Creates the grant of an intent from an earlier run of the bridge. */
  static Grant of(IntentJournal.Intent intent) {
    return new Grant(
        intent.value(),
        intent.by(),
        OptionalLong.empty(),
        Long.MIN_VALUE,
        Optional.of(intent.value()));
  }

  /** Creates the grant of a group that shares its limit; it needs no renewal. */
  static Grant ofGroup(String group, Decimal value, long now) {
    return new Grant(
        value, Optional.of("group:" + group), OptionalLong.empty(), now, Optional.empty());
  }

  /** Returns the grant with a new lease, if control has one or the command requests one. */
  Grant renewed(OptionalLong lease, Permissions permissions, long now) {
    boolean leased = permissions.mode() == ControlMode.LEASED || leased() || lease.isPresent();
    if (!leased) {
      return this;
    }
    long most = permissions.lease().toSeconds();
    long seconds = Math.min(most, lease.orElse(most));
    OptionalLong end = OptionalLong.of(now + seconds * 1_000_000_000L);
    return new Grant(value, by, end, since, wanted);
  }

  /** Returns the grant with another value; holder and lease stay. */
  Grant capped(Decimal cap) {
    return new Grant(cap, by, leaseEnd, since, ofGroup() ? wanted : Optional.of(cap));
  }

  /** Returns the grant within a group's cap; the controller's set point is kept. */
  Grant within(Decimal limited) {
    return new Grant(limited, by, leaseEnd, since, wanted);
  }

  /** Whether a group holds the charger, and no controller. */
  boolean ofGroup() {
    return wanted.isEmpty();
  }

  boolean leased() {
    return leaseEnd.isPresent();
  }

  /** Whether another controller holds a lease. */
  boolean leasedByOther(Optional<String> controller) {
    return leased() && !by.equals(controller);
  }

  /** Name of the holder for messages. */
  String holder() {
    return by.orElse("another controller");
  }

  /** Whole seconds until the lease ends, if there is one. */
  OptionalLong leaseLeft(long now) {
    return leased()
        ? OptionalLong.of(Math.max(0, (leaseEnd.getAsLong() - now) / 1_000_000_000))
        : OptionalLong.empty();
  }
}
