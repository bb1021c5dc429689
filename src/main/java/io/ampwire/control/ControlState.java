package io.ampwire.control;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where control of a charger stands, and all ways from one state to another. A cause that has no
 * way from a state changes nothing there.
 */
public enum ControlState {
  /** Nobody is in control: no lifebit, no write but a command's. */
  FREE,
  /** Somebody is: the lifebit beats. */
  HELD,
  /**
   * Somebody is, but the charger cannot be reached: the lifebit waits until the value is rewritten.
   */
  AWAY,
  /** A standing intent that may come back, once everything it needs is proved. */
  SUSPENDED;

  /** Why control changes hands; as events and documents spell it in lower case. */
  public enum Cause {
    APPLIED,
    CONNECTION_LOST,
    REWRITTEN,
    RESUMED,
    JOURNALLED,
    RELEASED,
    LEASE_EXPIRED,
    BROKER_LOST,
    UNVERIFIED_DECREASE,
    REWRITE_FAILED,
    FOREIGN_CONTROLLER,
    WRONG_DEVICE,
    POLLING_STUCK,
    BRIDGE_RESTART,
    BRIDGE_STOPPED,
    INVENTORY_CHANGED,
    OWNER_CHANGED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<ControlState, Map<Cause, ControlState>> WAYS =
      new EnumMap<>(ControlState.class);

  static {
    way(FREE, Cause.APPLIED, HELD);
    way(FREE, Cause.JOURNALLED, SUSPENDED);
    way(HELD, Cause.CONNECTION_LOST, AWAY);
    way(AWAY, Cause.REWRITTEN, HELD);
    way(AWAY, Cause.APPLIED, HELD);
    way(SUSPENDED, Cause.RESUMED, HELD);
    way(SUSPENDED, Cause.APPLIED, HELD);
    way(SUSPENDED, Cause.RELEASED, FREE);
    way(SUSPENDED, Cause.BRIDGE_RESTART, FREE);
    way(SUSPENDED, Cause.BRIDGE_STOPPED, FREE);
    way(SUSPENDED, Cause.INVENTORY_CHANGED, FREE);
    way(SUSPENDED, Cause.OWNER_CHANGED, FREE);
    for (ControlState held : new ControlState[] {HELD, AWAY}) {
      way(held, Cause.BROKER_LOST, SUSPENDED);
      way(held, Cause.RELEASED, FREE);
      way(held, Cause.LEASE_EXPIRED, FREE);
      way(held, Cause.UNVERIFIED_DECREASE, FREE);
      way(held, Cause.REWRITE_FAILED, FREE);
      way(held, Cause.FOREIGN_CONTROLLER, FREE);
      way(held, Cause.WRONG_DEVICE, FREE);
      way(held, Cause.POLLING_STUCK, FREE);
      way(held, Cause.BRIDGE_STOPPED, FREE);
      way(held, Cause.INVENTORY_CHANGED, FREE);
      way(held, Cause.OWNER_CHANGED, FREE);
    }
  }

  private static void way(ControlState from, Cause cause, ControlState to) {
    WAYS.computeIfAbsent(from, state -> new EnumMap<>(Cause.class)).put(cause, to);
  }

  /** Where the cause leads from here. */
  ControlState after(Cause cause) {
    return ways().getOrDefault(cause, this);
  }

  /** All ways out of this state. */
  public Map<Cause, ControlState> ways() {
    return Map.copyOf(WAYS.getOrDefault(this, Map.of()));
  }

  /** Whether somebody is in control. */
  public boolean held() {
    return this == HELD || this == AWAY;
  }
}
