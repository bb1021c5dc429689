package io.ampwire.charger;

import java.util.Locale;
import java.util.Map;

/**
 * Event of a charger.
 *
 * @param ts wall clock, ms
 * @param details further keys of the event, in order; values are text, numbers, booleans, or null
 */
public record ChargerEvent(Type type, long ts, Map<String, Object> details) {

  /** Type of an event. */
  public enum Type {
    CHARGER_ONLINE,
    CHARGER_OFFLINE,
    SESSION_STARTED,
    SESSION_ENDED,
    FAULT_RAISED,
    FAULT_CLEARED,
    CONTROL_TAKEN,
    CONTROL_LOST,
    DRIFT,
    FOREIGN_CONTROLLER,
    LIMIT_NOT_FOLLOWED,
    WRONG_DEVICE,
    REFERENCE_UNLISTED,
    WORD_ORDER_CONTRADICTS_MAP,
    WORD_ORDER_UNDECIDED,
    SCALE_CONTRADICTS_MAP,
    POWER_CONTRADICTS_CURRENT,
    FIRMWARE_CHANGED,
    FIRMWARE_PROVED,
    FIRMWARE_DIFFERS,
    POINT_UNSUPPORTED,
    COUNTER_RESET;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ChargerEvent {
    details = EventDetails.of(details);
  }
}
