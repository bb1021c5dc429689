package io.ampwire.map;

import java.util.OptionalLong;

/**
 * Which point limits the charging current.
 *
 * @param point the writable limit, A
 * @param pause value that pauses charging, empty where the limit cannot pause
 */
public record SetPointRule(String point, OptionalLong pause) {

  /** Whether a limit that reads so has charging paused. */
  public boolean pauses(double limit) {
    return pause.isPresent() && pause.getAsLong() == limit;
  }
}
