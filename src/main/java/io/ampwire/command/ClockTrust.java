package io.ampwire.command;

import java.time.Instant;

/**
 * Check whether the wall clock is set. A machine without a battery-backed clock starts years in the
 * past. Commands and the bridge's own clock status use the same check.
 */
public final class ClockTrust {
  /** Build time of this program; a clock before it was never set. */
  private static final long BUILT = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  private ClockTrust() {}

  /**
   * @param wallMillis wall clock, ms since 1970
   */
  public static boolean synced(long wallMillis) {
    return wallMillis > BUILT;
  }
}
