package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.function.Function;

/** Check whether the charger protects the outlet by itself when its controller is gone. */
final class FallbackCheck {
  private FallbackCheck() {}

  /**
   * Returns the refusal of a command that would take control; empty if the fallback protects the
   * outlet.
   */
  static Optional<Outcome> refusal(
      RegisterMap map, Permissions permissions, Function<String, Reading> readings) {
    if (!permissions.accepted().noFailsafe()
        && !supervises(map, readings)
        && !arms(map, permissions, readings)) {
      return Optional.of(Outcome.rejected(Code.NO_FAILSAFE, unwatched(map, readings)));
    }
    Optional<Outcome> tooFast = tooFast(map, permissions, readings);
    if (tooFast.isPresent()) {
      return tooFast;
    }
    if (permissions.accepted().fallback()) {
      return Optional.empty();
    }
    return map.failSafe().points().stream()
        .filter(point -> !safe(readings.apply(point), permissions))
        .findFirst()
        .map(point -> unsafe(point, readings.apply(point), permissions));
  }

  /** Highest fallback current of the charger, A; 0 if it reports none. */
  static double amps(RegisterMap map, Function<String, Reading> readings) {
    double most = 0;
    for (String point : map.failSafe().points()) {
      double amps = readings.apply(point).number();
      most = amps > most ? amps : most;
    }
    return most;
  }

  private static String unwatched(RegisterMap map, Function<String, Reading> readings) {
    boolean armable = off(map, readings) && !map.sequences().arm().isEmpty();
    return "the charger does not watch its controller; accept-no-failsafe overrides"
        + (armable ? ", arm-failsafe switches its fail-safe on" : "");
  }

  /** Refuses control where lifebits cannot come as often as the charger wants them. */
  private static Optional<Outcome> tooFast(
      RegisterMap map, Permissions permissions, Function<String, Reading> readings) {
    Optional<String> point = map.failSafe().timeoutPoint();
    if (permissions.accepted().noFailsafe() || map.failSafe().countsDown() || point.isEmpty()) {
      return Optional.empty();
    }
    double timeout = readings.apply(point.get()).number();
    return map.lifebit()
        .filter(rule -> !rule.keepsUpWith(timeout))
        .map(
            rule ->
                Outcome.rejected(
                    Code.NO_FAILSAFE,
                    point.get()
                        + " is "
                        + (long) timeout
                        + " s, too short for a lifebit each "
                        + rule.shortest().toMillis()
                        + " ms; set a longer one"));
  }

  /** Whether the charger reports that its fail-safe is off. */
  static boolean off(RegisterMap map, Function<String, Reading> readings) {
    return map.lifebit()
        .filter(r -> r.scheme().isOff(map.failSafe(), p -> readings.apply(p).number()))
        .isPresent();
  }

  /** Whether taking control switches on a fail-safe that is off, as the operator chose. */
  static boolean arms(
      RegisterMap map, Permissions permissions, Function<String, Reading> readings) {
    return permissions.armFailsafe() && !map.sequences().arm().isEmpty() && off(map, readings);
  }

  private static boolean supervises(RegisterMap map, Function<String, Reading> readings) {
    return map.failSafe().exists()
        && map.lifebit()
            .filter(
                rule ->
                    rule.scheme()
                        .supervises(map.failSafe(), point -> readings.apply(point).number()))
            .isPresent();
  }

  private static boolean safe(Reading fallback, Permissions permissions) {
    return fallback.isValue()
        && permissions.maxCurrent().isPresent()
        && fallback.number() <= permissions.maxCurrent().getAsLong();
  }

  private static Outcome unsafe(String point, Reading reading, Permissions permissions) {
    if (reading == Reading.NOT_READ) {
      return Outcome.rejected(
          Code.UNSAFE_FALLBACK, point + " has not been read yet; try again in some seconds");
    }
    String found =
        reading.isNumber()
            ? "is " + Decimal.nearest(reading.number()) + " A"
            : "cannot be read (" + reading.absence().orElse("") + ")";
    return Outcome.rejected(
        Code.UNSAFE_FALLBACK,
        point
            + " "
            + found
            + ", max-current is "
            + permissions.maxCurrent().orElse(0)
            + " A; accept-fallback overrides");
  }
}
