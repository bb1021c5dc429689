package io.ampwire.map;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a controller shows the device that it is alive, and how often.
 *
 * @param period interval between two lifebits
 */
public record LifebitRule(LifebitScheme scheme, Duration period) {

  /** Register that the scheme is about; empty text where only the traffic counts. */
  public String point() {
    return scheme.point();
  }

  /** What is written, or the seconds of a timeout. */
  public long value() {
    return scheme.value();
  }

  /** Reading that means that the device supervises no controller. */
  public OptionalLong disabled() {
    return scheme.disabled();
  }

  /** Reading after the device consumed a lifebit. */
  public OptionalLong cleared() {
    return scheme.cleared();
  }

  /** Adds what the rule says to a canonical form. */
  void write(CanonicalForm form) {
    form.text(scheme.label())
        .text(point())
        .number(value())
        .optional(disabled())
        .optional(cleared())
        .number(period.toMillis());
  }
}
