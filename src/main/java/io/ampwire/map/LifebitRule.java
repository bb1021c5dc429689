package io.ampwire.map;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Rule for how, and how often, a controller shows the device that it is alive.
 *
 * @param period longest interval between two lifebits
 * @param fraction part of the device's own timeout after which the next lifebit goes out; empty if
 *     the period does not depend on it
 * @param shortest least interval that the device bears
 * @param anyWrite whether the device counts each accepted write as a lifebit
 */
public record LifebitRule(
    LifebitScheme scheme,
    Duration period,
    OptionalDouble fraction,
    Duration shortest,
    boolean anyWrite) {
  /** Least interval between two lifebits unless the map states another. */
  public static final Duration SHORTEST = Duration.ofMillis(500);

  /** Interval until the device's own timeout is known. */
  private static final Duration CAUTIOUS = Duration.ofSeconds(3);

  /** Part of its timeout within which a device has to hear two lifebits. */
  private static final double BEARABLE = 0.45;

  /**
   * Interval between two lifebits.
   *
   * @param timeout the device's own timeout, s; NaN while it is unknown
   */
  public Duration period(double timeout) {
    if (fraction.isEmpty()) {
      return period;
    }
    double millis =
        timeout > 0 ? fraction.getAsDouble() * timeout * 1000 : (double) CAUTIOUS.toMillis();
    long least = Math.min(shortest.toMillis(), period.toMillis());
    return Duration.ofMillis(
        (long) Math.max(least, Math.min(period.toMillis(), Math.floor(millis))));
  }

  /**
   * Whether lifebits can come often enough for a device with that timeout.
   *
   * @param timeout the device's own timeout, s; NaN while it is unknown
   */
  public boolean keepsUpWith(double timeout) {
    return fraction.isEmpty() || !(timeout > 0) || shortest.toMillis() <= BEARABLE * timeout * 1000;
  }

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
    if (fraction.isPresent()) {
      form.text("fraction").decimal(fraction.getAsDouble()).number(shortest.toMillis());
    }
    if (anyWrite) {
      form.text("any-write");
    }
  }
}
