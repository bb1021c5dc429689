package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.trust.DeviceIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decision whether a standing intent resumes after the bridge or the broker was away. It resumes
 * only on the same device and firmware, within {@code resume-within}, and once the round trip works
 * again. It does not resume if another controller has changed the register meanwhile.
 */
final class Resumption {
  private final RegisterMap map;
  private final IntentJournal.Intent intent;
  private final boolean restart;
  private final long since;
  private final long patience;
  private final boolean tooLate;

  /** The decision at one poll. */
  sealed interface Verdict {
    /** The data is not complete yet. */
    record Wait() implements Verdict {}

    record Now() implements Verdict {}

    record Never(String why) implements Verdict {}
  }

  /**
   * @param restart whether the bridge was away, not only the broker
   * @param away duration of the absence before {@code since}
   * @param since monotonic time from which the rest of the absence counts, ns
   * @param within longest absence
   */
  Resumption(
      RegisterMap map,
      IntentJournal.Intent intent,
      boolean restart,
      Duration away,
      long since,
      Duration within) {
    this.map = map;
    this.intent = intent;
    this.restart = restart;
    this.since = since;
    this.patience = within.minus(away).toNanos();
    this.tooLate = away.isNegative() || away.compareTo(within) > 0;
  }

  boolean restart() {
    return restart;
  }

  /**
   * @param hears whether the round trip works
   */
  Verdict judge(
      boolean hears, DeviceIdentity device, Function<String, Reading> readings, long now) {
    if (tooLate || now - since > patience) {
      return new Verdict.Never("away for too long");
    }
    Reading register = readings.apply(map.setPoint().map(r -> r.point()).orElse(""));
    if (!hears || register == Reading.NOT_READ) {
      return new Verdict.Wait();
    }
    if (!same(device.reference(), intent.reference())
        || !same(device.firmware(), intent.firmware())) {
      return broken("another device or firmware", readings);
    }
    return untouched(register, readings)
        ? new Verdict.Now()
        : broken("the set point register holds another value", readings);
  }

  /** A condition that is broken only because the charger refuses to read it may hold later. */
  private Verdict broken(String why, Function<String, Reading> readings) {
    return unreadable(readings) ? new Verdict.Wait() : new Verdict.Never(why);
  }

  /** Whether the charger refuses to read a point that a condition needs. */
  boolean unreadable(Function<String, Reading> readings) {
    return Stream.of(
            map.setPoint().map(SetPointRule::point).stream(),
            map.lifebit().map(LifebitRule::point).stream(),
            map.failSafe().points().stream(),
            map.failSafe().timeoutPoint().stream(),
            map.identity().points().stream())
        .flatMap(Function.identity())
        .anyMatch(point -> readings.apply(point).isRefused());
  }

  private static boolean same(Optional<String> now, Optional<String> then) {
    return now.equals(then);
  }

  private boolean untouched(Reading register, Function<String, Reading> readings) {
    if (register instanceof Reading.Unavailable sentinel) {
      return map.setPointPoint().map(Point::sentinels).orElseThrow().containsValue(sentinel.why());
    }
    return reads(register, intent.value())
        || map.failSafe().points().stream()
            .anyMatch(p -> readings.apply(p).number() == register.number());
  }

  private boolean reads(Reading register, Decimal value) {
    return register.isNumber()
        && map.setPointPoint().orElseThrow().decimal(register.number()).equals(value);
  }
}
