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
  /** A standing intent cannot resume after the restart or the outage. */
  BRIDGE_RESTART(true),
  BRIDGE_STOPPED(true),
  INVENTORY_CHANGED(true),
  OWNER_CHANGED(true);

  private final boolean endsSuspended;

  LossReason(boolean endsSuspended) {
    this.endsSuspended = endsSuspended;
  }

  /** Whether the reason also ends a suspended intent, which no lease, poll or register can end. */
  boolean endsSuspended() {
    return endsSuspended;
  }

  /**
   * Whether the reason ends control that is held. A lost broker suspends control; a restart starts
   * without it.
   */
  boolean endsHeld() {
    return this != BRIDGE_RESTART && this != BROKER_LOST;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
