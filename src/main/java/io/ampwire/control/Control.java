package io.ampwire.control;

import io.ampwire.command.Permissions;
import io.ampwire.control.ControlState.Cause;
import io.ampwire.map.ControlMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who controls this charger, with what value, and until when. Keeping control needs a sign of life:
 * a renewed lease, or the broker's round trip where control is standing.
 */
final class Control {
  private final Permissions permissions;
  private final RoundTrip roundTrip;
  private ControlState state = ControlState.FREE;
  private Optional<String> by = Optional.empty();
  private OptionalLong leaseEnd = OptionalLong.empty();
  private long granted;
  private long taken = Long.MIN_VALUE;

  Control(Permissions permissions, RoundTrip roundTrip) {
    this.permissions = permissions;
    this.roundTrip = roundTrip;
  }

  ControlState state() {
    return state;
  }

  boolean held() {
    return state.held();
  }

  Optional<String> by() {
    return by;
  }

  /** Who holds control, in words. */
  String holder() {
    return by.orElse("another controller");
  }

  /** The value in force, in the set point's unit. */
  long granted() {
    return granted;
  }

  /** Whether control has an end of its own. */
  boolean leased() {
    return leaseEnd.isPresent();
  }

  /** Whether somebody other than this controller holds a lease. */
  boolean leasedByOther(Optional<String> controller) {
    return held() && leased() && !by.equals(controller);
  }

  /** Goes where the cause leads; whether that is somewhere else. */
  boolean move(Cause cause) {
    ControlState next = state.after(cause);
    boolean moved = next != state;
    state = next;
    if (next == ControlState.FREE) {
      by = Optional.empty();
      leaseEnd = OptionalLong.empty();
    }
    return moved;
  }

  /**
   * A set point was applied.
   *
   * @param lease seconds the command asked for
   */
  void grant(long value, Optional<String> controller, OptionalLong lease, long now) {
    taken = now;
    granted = value;
    by = controller;
    leaseEnd = OptionalLong.empty();
    extend(lease, now);
  }

  /** Another value is in force; holder and lease stay. */
  void cap(long value) {
    granted = value;
  }

  /** A standing intent of before. */
  void recall(IntentJournal.Intent intent) {
    granted = intent.value();
    by = intent.by();
    move(Cause.JOURNALLED);
  }

  /** A new lease, if control has one or asks for one. */
  void renew(OptionalLong lease, long now) {
    extend(lease, now);
  }

  /** Why control must end now, if it must. */
  Optional<Cause> lapse(long now) {
    if (!held()) {
      return Optional.empty();
    }
    if (leaseEnd.isPresent()) {
      boolean over = now - leaseEnd.getAsLong() >= 0;
      return over ? Optional.of(Cause.LEASE_EXPIRED) : Optional.empty();
    }
    // The command itself came through the subscription: hearing it counts as a round trip.
    boolean heard = taken != Long.MIN_VALUE && now - taken < permissions.lease().toNanos();
    return heard || hears(now) ? Optional.empty() : Optional.of(Cause.BROKER_LOST);
  }

  /** Whether the round trip worked within the lease. */
  boolean hears(long now) {
    return roundTrip.within(permissions.lease().toNanos(), now);
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
