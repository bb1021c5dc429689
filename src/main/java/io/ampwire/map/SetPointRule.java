package io.ampwire.map;

import java.util.OptionalLong;

/**
 * Rule for the point that limits the charging current.
 *
 * @param point the writable limit, A
 * @param pause value that pauses charging; empty if the limit cannot pause
 * @param paused what shows a pause besides the register
 */
public record SetPointRule(String point, OptionalLong pause, PauseProof paused) {

  /** Whether that limit pauses charging. */
  public boolean pauses(Decimal limit) {
    return pauses(limit.toDouble());
  }

  /** Whether that reading of the limit means that charging is paused. */
  public boolean pauses(double limit) {
    return pause.isPresent() && pause.getAsLong() == limit;
  }
}
