package io.ampwire.trust;

import io.ampwire.map.WordOrder;
import java.util.Optional;

/**
 * Verdict on a charger's word order.
 *
 * @param order order of the floats, empty while it is undecided
 * @param integers order of 32- and 64-bit integers; follows the floats until a clock proves it
 * @param why text for people: the points that decided, or what is missing
 */
public record WordOrderVerdict(
    State state, Optional<WordOrder> order, Integers integers, String why) {

  /** Basis of the verdict. */
  public enum State {
    PROVING,
    PROVED,
    PINNED,
    UNDECIDED
  }

  /**
   * @param proved true once a counter advanced with the clock in this order and not in the other
   */
  public record Integers(Optional<WordOrder> order, boolean proved) {}
}
