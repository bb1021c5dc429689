package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Decimal;
import io.ampwire.map.PauseProof;
import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * Watch over a decrease with an unknown outcome. A poll must show the lower value within two
 * lifebit periods. Otherwise control ends, because the charger's own fallback is safer than an
 * unproved limit.
 */
final class DecreaseWatch {
  private static final long WITHOUT_LIFEBIT = 2_000_000_000L;

  private final RegisterMap map;
  private final Scheduler scheduler;
  private final Runnable unverified;
  private Scheduler.Timer timer = () -> {};
  private Optional<Decimal> wanted = Optional.empty();

  DecreaseWatch(RegisterMap map, Scheduler scheduler, Runnable unverified) {
    this.map = map;
    this.scheduler = scheduler;
    this.unverified = unverified;
  }

  /**
   * A decrease to this value failed or has an unknown outcome. Further ones that fail do not extend
   * the time.
   */
  void unverified(Decimal value) {
    boolean open = open();
    wanted = Optional.of(value);
    if (open) {
      return;
    }
    long period = map.lifebit().map(r -> r.period().toNanos()).orElse(WITHOUT_LIFEBIT);
    timer =
        scheduler.after(
            2 * period,
            () -> {
              wanted = Optional.empty();
              unverified.run();
            });
  }

  /** Value of the register, if this poll shows that the decrease took effect. */
  Optional<Decimal> observe(Function<String, Reading> readings) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    double read = map.setPoint().map(r -> readings.apply(r.point()).number()).orElse(Double.NaN);
    if (pauseProved(read, readings)) {
      Optional<Decimal> value = wanted;
      settled();
      return value;
    }
    if (Double.isNaN(read) || pausedElsewhere()) {
      return Optional.empty();
    }
    Decimal value = map.setPointPoint().orElseThrow().decimal(read);
    if (value.exceeds(wanted.get())) {
      return Optional.empty();
    }
    settled();
    return Optional.of(value);
  }

  private boolean pauseProved(double read, Function<String, Reading> readings) {
    return map.setPoint()
        .filter(rule -> rule.pauses(wanted.get()) && rule.paused().exists())
        .map(rule -> rule.paused().judge(map.vehicle(), read, p -> readings.apply(p).number()))
        .filter(PauseProof.Verdict.PROVED::equals)
        .isPresent();
  }

  /** Whether a register other than the set point shows the pause that is open. */
  private boolean pausedElsewhere() {
    return map.setPoint()
        .filter(rule -> rule.pauses(wanted.get()) && rule.paused().point().isPresent())
        .isPresent();
  }

  /** Whether a decrease waits for confirmation by a poll. */
  boolean open() {
    return wanted.isPresent();
  }

  /** Clears the open decrease. */
  void settled() {
    timer.cancel();
    wanted = Optional.empty();
  }
}
