package io.ampwire.map;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Rule for how, and how often, a controller shows the device that it is alive.
 *
 * @param period interval between two lifebits
 */
public record LifebitRule(LifebitScheme scheme, Duration period) {

  /** Register of the scheme; empty text if only the traffic counts. */
  public String point() {
    return scheme.point();
  }

  /** Value to write, or the seconds of a timeout. */
  public long value() {
    return scheme.value();
  }

  /** Reading that means that the device supervises no controller. */
  public OptionalLong disabled() {
    return scheme.disabled();
  }

  /** Reading after the device has consumed a lifebit. */
  public OptionalLong cleared() {
    return scheme.cleared();
  }

  /** Adds the rule to a canonical form. */
  void write(CanonicalForm form) {
    form.text(scheme.label())
        .text(point())
        .number(value())
        .optional(disabled())
        .optional(cleared())
        .number(period.toMillis());
  }
}
