package io.ampwire.control;

import java.util.Locale;

/** Why control of a charger ends; events and metrics spell it in lower case. */
public enum LossReason {
  RELEASED(true),
  LEASE_EXPIRED(false),
  BROKER_LOST(false),
  UNVERIFIED_DECREASE(false),
  REWRITE_FAILED(false),
  FOREIGN_CONTROLLER(false),
  WRONG_DEVICE(false),
  POLLING_STUCK(false),
  /** A standing intent does not survive the restart or the outage. */
  BRIDGE_RESTART(true),
  BRIDGE_STOPPED(true),
  INVENTORY_CHANGED(true),
  OWNER_CHANGED(true);

  private final boolean endsSuspended;

  LossReason(boolean endsSuspended) {
    this.endsSuspended = endsSuspended;
  }

  /** Whether it also ends a suspended intent, which no lease, poll or register can end. */
  boolean endsSuspended() {
    return endsSuspended;
  }

  /** Whether it ends control that is held: a lost broker suspends it, a restart knows of none. */
  boolean endsHeld() {
    return this != BRIDGE_RESTART && this != BROKER_LOST;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
