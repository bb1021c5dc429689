package io.ampwire.http;

import java.util.Optional;

/** Port: charging sessions and means over time, as JSON or CSV in UTF-8. Calls read the disk. */
public interface HistoryViews {
  /**
   * Range of time.
   *
   * @param from inclusive, ms since 1970
   * @param to exclusive, ms since 1970
   */
  record Range(long from, long to) {}

  /**
   * Sessions that began in the range, newest first.
   *
   * @param charger the only one, or empty for all
   * @param most sessions in the answer
   */
  byte[] sessions(Optional<String> charger, Range range, int most, boolean csv);

  /**
   * Means of a charger over equal steps; empty for an unknown charger.
   *
   * @param minutes of a step
   */
  Optional<byte[]> history(String charger, Range range, int minutes, boolean csv);

  /** Wall clock, ms. */
  long now();
}
