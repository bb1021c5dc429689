package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Observation period before the first write to a charger that another bridge may have owned until
 * now. Modbus does not show who wrote a register. The watch therefore detects another controller by
 * changes of the lifebit or the set point. If the lifebit cannot be read, or keeps its value, no
 * change would show and the watch does not wait.
 */
final class TakeoverWatch {
  private final RegisterMap map;
  private final String lifebit;
  private final long period;
  private boolean watching;
  private OptionalLong quietSince = OptionalLong.empty();
  private Reading lastLifebit = Reading.NOT_READ;
  private Reading lastPoint = Reading.NOT_READ;
  private boolean foreign;

  /**
   * @param wanted whether to watch at all
   */
  TakeoverWatch(RegisterMap map, boolean wanted) {
    this.map = map;
    LifebitRule rule = map.lifebit().orElse(null);
    this.watching = wanted && rule != null && shows(rule);
    this.lifebit = rule == null ? "" : rule.point();
    this.period = rule == null ? 0 : rule.period().toNanos() * 3 / 2;
  }

  private boolean shows(LifebitRule rule) {
    return rule.scheme().showsOtherControllers()
        && map.point(rule.point()).filter(Point::readable).isPresent();
  }

  /** Processes a poll; returns whether it is the first to show another controller. */
  boolean observe(Function<String, Reading> readings, long now) {
    if (!watching) {
      return false;
    }
    Reading lifebitReads = readings.apply(lifebit);
    Reading point = map.setPoint().map(r -> readings.apply(r.point())).orElse(Reading.NOT_READ);
    boolean moved = lifebitMoved(lifebitReads) || set(point, readings);
    lastLifebit = lifebitReads;
    lastPoint = point;
    if (moved || quietSince.isEmpty()) {
      quietSince = OptionalLong.of(now);
    }
    watching = now - quietSince.getAsLong() < period;
    boolean news = moved && !foreign;
    foreign |= moved;
    return news;
  }

  /** Whether the lifebit register holds a new lifebit. */
  private boolean lifebitMoved(Reading lifebitReads) {
    boolean cleared = lifebitReads.number() == map.lifebit().orElseThrow().cleared().orElseThrow();
    return lastLifebit.isValue()
        && lifebitReads.isValue()
        && !cleared
        && lifebitReads.number() != lastLifebit.number();
  }

  /** Whether the set point changed to a value that is not a fallback of the charger. */
  private boolean set(Reading point, Function<String, Reading> readings) {
    boolean fallback =
        map.failSafe().points().stream()
            .anyMatch(p -> readings.apply(p).number() == point.number());
    return lastPoint.isValue()
        && point.isValue()
        && point.number() != lastPoint.number()
        && !fallback;
  }

  /** Returns the reason why the watch forbids a write, if any. */
  Optional<Outcome> objection() {
    if (!watching) {
      return Optional.empty();
    }
    return Optional.of(
        foreign
            ? Outcome.rejected(
                Code.HELD_BY_OTHER,
                "another controller writes this charger; writes wait until it stops")
            : Outcome.rejected(
                Code.BUSY, "just taken over from another bridge; checking for another controller"));
  }
}
