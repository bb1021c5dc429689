package io.ampwire.control;

import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Interval between two lifebits: the map's, or a fraction of the timeout that the charger itself
 * reports. A register that counts down shows that timeout as what is left plus the time since the
 * last accepted write.
 */
final class LifebitPace {
  private static final long WITHOUT_RULE = 1_000_000_000L;

  /** Growth of the interval below which the timer is left alone. */
  private static final double NOTEWORTHY = 1.25;

  private final RegisterMap map;
  private double timeout = Double.NaN;
  private long interval;

  LifebitPace(RegisterMap map) {
    this.map = map;
    this.interval = of(timeout);
  }

  /** Current interval, ns. */
  long nanos() {
    return interval;
  }

  /**
   * Processes a poll.
   *
   * @param accepted monotonic time of the last accepted lifebit, ns; empty if there is none
   */
  void observe(Observation poll, OptionalLong accepted) {
    Optional<String> point = map.failSafe().timeoutPoint();
    if (point.isEmpty()) {
      return;
    }
    double read = poll.reading(point.get()).number();
    if (!(read > 0) || map.failSafe().countsDown() && accepted.isEmpty()) {
      return;
    }
    double since =
        map.failSafe().countsDown() ? Math.max(0, poll.begun() - accepted.getAsLong()) / 1e9 : 0;
    timeout = read + since;
    long now = of(timeout);
    if (now < interval || now > NOTEWORTHY * interval) {
      interval = now;
    }
  }

  private long of(double seconds) {
    return map.lifebit().map(rule -> rule.period(seconds).toNanos()).orElse(WITHOUT_RULE);
  }
}
