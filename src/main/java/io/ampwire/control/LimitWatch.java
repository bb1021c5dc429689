package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * Check that the car draws at most the granted current, by the measured currents. It starts half a
 * minute after a change, because a car needs time to follow.
 */
final class LimitWatch {
  private static final long SETTLE = 30_000_000_000L;
  private static final double TOLERANCE_AMPS = 1;

  private final RegisterMap map;
  private long changed;
  private boolean kept;
  private Optional<Decimal> limit = Optional.empty();
  private Optional<Boolean> followed = Optional.empty();

  LimitWatch(RegisterMap map) {
    this.map = map;
  }

  /** A limit came into force; the same limit again changes nothing. */
  void limit(Decimal amps, long now) {
    begin(amps, now, false);
  }

  /**
   * A limit that the charger held before goes on. A car at or below it follows it from the first
   * reading; a car above it has half a minute, because the limit may be seconds old.
   */
  void resumed(Decimal amps, long now) {
    begin(amps, now, true);
  }

  private void begin(Decimal amps, long now, boolean held) {
    if (limit.isEmpty() || !amps.equals(limit.get())) {
      limit = Optional.of(amps);
      changed = now;
      kept = held;
      followed = Optional.empty();
    }
  }

  /** Stops the check because no controller holds the charger. */
  void none() {
    limit = Optional.empty();
    followed = Optional.empty();
  }

  Optional<Boolean> followed() {
    return followed;
  }

  /** Whether this poll is the first to show that the car exceeds the limit. */
  boolean observe(Function<String, Reading> readings, long now) {
    boolean settling = now - changed < SETTLE;
    if (limit.isEmpty() || settling && !kept) {
      return false;
    }
    double most =
        map.vehicle().currents().stream()
            .mapToDouble(p -> readings.apply(p).number())
            .filter(amps -> !Double.isNaN(amps))
            .max()
            .orElse(Double.NaN);
    if (Double.isNaN(most)) {
      return false;
    }
    boolean keeps = most <= limit.get().toDouble() + TOLERANCE_AMPS;
    if (settling && !keeps) {
      return false;
    }
    boolean news = !keeps && !followed.equals(Optional.of(false));
    followed = Optional.of(keeps);
    return news;
  }
}
