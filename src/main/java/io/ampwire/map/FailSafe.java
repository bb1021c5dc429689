package io.ampwire.map;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the device does by itself when its controller is gone.
 *
 * @param points registers with the current it falls back to, A
 * @param timeout until then, empty where no source states it
 * @param timeoutPoint register that holds that time
 * @param resend whether a set point must be sent again after a fallback
 */
public record FailSafe(
    List<String> points,
    Optional<Duration> timeout,
    Optional<String> timeoutPoint,
    boolean resend) {
  public static final FailSafe NONE =
      new FailSafe(List.of(), Optional.empty(), Optional.empty(), false);

  public FailSafe {
    points = List.copyOf(points);
  }

  public boolean exists() {
    return !points.isEmpty();
  }
}
