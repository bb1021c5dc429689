package io.ampwire.http;

import java.io.IOException;
import java.util.Optional;

/** Port: views of the groups that share their limits, as the API shows them. */
public interface GroupViews {
  /** When the newest state of a group was made, wall clock, ms; 0 if no group shares its limit. */
  long asOf();

  /** The state of every group. */
  byte[] groups();

  /** The state of a group; empty if there is none. */
  Optional<byte[]> group(String name);

  /**
   * The signed record of a day.
   *
   * @param day UTC, {@code 2026-11-26}; empty for today
   */
  Optional<byte[]> limits(String name, Optional<String> day) throws IOException;

  /** The record of a day as CSV, without its signature. */
  Optional<byte[]> limitsCsv(String name, Optional<String> day) throws IOException;
}
