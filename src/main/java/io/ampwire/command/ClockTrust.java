package io.ampwire.command;

import java.time.Instant;

/**
 * Whether our wall clock can be believed: a machine without a battery for its clock starts years in
 * the past. Says so for commands and for the bridge's own word on its clock alike.
 */
public final class ClockTrust {
  /** No clock that was ever set shows a time before this program was built. */
  private static final long BUILT = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  private ClockTrust() {}

  /**
   * @param wallMillis what the wall clock says, ms since 1970
   */
  public static boolean synced(long wallMillis) {
    return wallMillis > BUILT;
  }
}
