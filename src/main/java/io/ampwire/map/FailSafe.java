package io.ampwire.map;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * Behaviour of a device without a controller.
 *
 * @param points registers with the fallback current, A
 * @param timeout time until the fallback; empty if no source states it
 * @param timeoutPoint register that holds that time
 * @param disabled reading of {@code timeoutPoint} that means that the device never falls back
 * @param resend whether a set point must be sent again after a fallback
 * @param countsDown whether {@code timeoutPoint} reads the time that is left since the last write
 */
public record FailSafe(
    List<String> points,
    Optional<Duration> timeout,
    Optional<String> timeoutPoint,
    OptionalLong disabled,
    boolean resend,
    boolean countsDown) {
  public static final FailSafe NONE =
      new FailSafe(
          List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty(), false, false);

  public FailSafe {
    points = List.copyOf(points);
  }

  public boolean exists() {
    return !points.isEmpty();
  }

  /** Whether the device reports that its fallback is disabled. */
  public boolean isOff(ToDoubleFunction<String> readings) {
    return disabled.isPresent()
        && timeoutPoint
            .filter(point -> readings.applyAsDouble(point) == disabled.getAsLong())
            .isPresent();
  }

  /** Adds the rule to a canonical form. */
  void write(CanonicalForm form) {
    form.texts(points)
        .optional(timeout.map(time -> Long.toString(time.toMillis())))
        .optional(timeoutPoint)
        .optional(disabled)
        .flag(resend);
    if (countsDown) {
      form.text("counts-down");
    }
  }
}
