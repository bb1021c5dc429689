package io.ampwire.command;

import java.util.Locale;

/** Code of a refused or failed command, as the answer spells it. */
public enum Code {
  RETAINED,
  BAD_PAYLOAD,
  UNKNOWN_COMMAND,
  NOT_WRITABLE,
  OUT_OF_RANGE,
  GROUP_LIMIT,
  EXPIRED,
  SKEW,
  CLOCK_UNSYNCED,
  OFFLINE,
  BUSY,
  SUPERSEDED,
  ID_REUSED,
  CONTROL_DISABLED,
  NO_CONTROL,
  NO_FAILSAFE,
  UNSAFE_FALLBACK,
  HELD_BY_OTHER,
  WRONG_DEVICE,
  NOT_OWNER,
  DEVICE_EXCEPTION,
  MISMATCH,
  TIMEOUT;

  /** Returns the lower-case spelling, such as {@code out_of_range}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
