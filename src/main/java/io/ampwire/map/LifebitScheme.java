package io.ampwire.map;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * Keep-alive scheme of a device. Each scheme carries its own data and implements all that control
 * needs, so that a new scheme compiles only when it is complete.
 */
public sealed interface LifebitScheme {

  /** Spelling in a map: {@code write-constant}. */
  String label();

  /** Text of what the device receives, such as {@code writes 1}. */
  String describe();

  /** Register of the scheme; empty text if only the traffic counts. */
  String point();

  /** Value to write, in the unit of the register; 0 if the scheme writes no value of its own. */
  default long value() {
    return 0;
  }

  /** Reading that means that the device supervises no controller. */
  default OptionalLong disabled() {
    return OptionalLong.empty();
  }

  /** Reading after the device has consumed a lifebit. */
  default OptionalLong cleared() {
    return OptionalLong.empty();
  }

  /** Whether the lifebit is a write and not just any request. */
  boolean writes();

  /** Whether a lifebit switches on a fail-safe that is off. */
  default boolean arms() {
    return false;
  }

  /** Whether the reading of the scheme's register or its timeout says that supervision is off. */
  default boolean isOff(FailSafe failSafe, ToDoubleFunction<String> readings) {
    return failSafe.isOff(readings);
  }

  /** Whether the lifebit is the set point itself, written again. */
  boolean rewritesSetPoint();

  /** Whether the register serves only the lifebit; false for a set point or a timeout. */
  boolean hasRegisterOfItsOwn();

  /** Whether the register shows the lifebits of another controller. */
  boolean showsOtherControllers();

  /** Whether that reading of the register proves another controller. */
  boolean isForeign(double reading);

  /**
   * Whether the device would notice a lost controller, as far as its readings show.
   *
   * @param readings numbers by point, NaN for none
   */
  boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings);

  /**
   * Value of the next lifebit, in the unit of the register.
   *
   * @param setPoint limit in force, empty if there is none; never a value that was read
   */
  Optional<Decimal> next(Optional<Decimal> setPoint);

  /** Writes a constant repeatedly: EVlink, Vestel, Webasto. */
  record WriteConstant(String point, long value, OptionalLong disabled, OptionalLong cleared)
      implements LifebitScheme {
    @Override
    public String label() {
      return "write-constant";
    }

    @Override
    public String describe() {
      return "writes " + value;
    }

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public boolean rewritesSetPoint() {
      return false;
    }

    @Override
    public boolean hasRegisterOfItsOwn() {
      return true;
    }

    @Override
    public boolean showsOtherControllers() {
      return cleared.isPresent();
    }

    @Override
    public boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings) {
      return on(readings.applyAsDouble(point), disabled) && !failSafe.isOff(readings);
    }

    @Override
    public Optional<Decimal> next(Optional<Decimal> setPoint) {
      return Optional.of(Decimal.of(value));
    }

    @Override
    public boolean isForeign(double reading) {
      return cleared.isPresent()
          && !Double.isNaN(reading)
          && reading != value
          && reading != cleared.getAsLong();
    }
  }

  /** Writes the last set point again within its validity: Alfen, CHARX. */
  record RewriteSetPoint(String point) implements LifebitScheme {
    @Override
    public String label() {
      return "rewrite-set-point";
    }

    @Override
    public String describe() {
      return "set point again";
    }

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public boolean rewritesSetPoint() {
      return true;
    }

    @Override
    public boolean hasRegisterOfItsOwn() {
      return false;
    }

    @Override
    public boolean showsOtherControllers() {
      return false;
    }

    @Override
    public boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings) {
      boolean readable =
          failSafe.timeoutPoint().map(p -> !Double.isNaN(readings.applyAsDouble(p))).orElse(true);
      return readable && !failSafe.isOff(readings);
    }

    @Override
    public Optional<Decimal> next(Optional<Decimal> setPoint) {
      return setPoint;
    }

    @Override
    public boolean isForeign(double reading) {
      return false;
    }
  }

  /** Writes a timeout register again, which restarts its timer: KEBA. {@code value} is in s. */
  record WriteTimeout(String point, long value, OptionalLong disabled) implements LifebitScheme {
    @Override
    public String label() {
      return "write-timeout";
    }

    @Override
    public String describe() {
      return "writes its timeout, " + value + " s,";
    }

    @Override
    public boolean arms() {
      return true;
    }

    @Override
    public boolean isOff(FailSafe failSafe, ToDoubleFunction<String> readings) {
      double read = readings.applyAsDouble(failSafe.timeoutPoint().orElse(point));
      return disabled.isPresent() && read == disabled.getAsLong() || failSafe.isOff(readings);
    }

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public boolean rewritesSetPoint() {
      return false;
    }

    @Override
    public boolean hasRegisterOfItsOwn() {
      return false;
    }

    @Override
    public boolean showsOtherControllers() {
      return false;
    }

    @Override
    public boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings) {
      return on(readings.applyAsDouble(failSafe.timeoutPoint().orElse(point)), disabled)
          && !failSafe.isOff(readings);
    }

    @Override
    public Optional<Decimal> next(Optional<Decimal> setPoint) {
      return Optional.of(Decimal.of(value));
    }

    @Override
    public boolean isForeign(double reading) {
      return false;
    }
  }

  /** Sends any request, so that polling alone keeps the device from falling back: ABB. */
  record AnyTraffic(String point, OptionalLong disabled) implements LifebitScheme {
    @Override
    public String label() {
      return "any-traffic";
    }

    @Override
    public String describe() {
      return "any traffic";
    }

    @Override
    public boolean writes() {
      return false;
    }

    @Override
    public boolean rewritesSetPoint() {
      return false;
    }

    @Override
    public boolean hasRegisterOfItsOwn() {
      return false;
    }

    @Override
    public boolean showsOtherControllers() {
      return false;
    }

    /** Returns false, because polling alone keeps the device from ever falling back. */
    @Override
    public boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings) {
      return false;
    }

    @Override
    public Optional<Decimal> next(Optional<Decimal> setPoint) {
      return Optional.empty();
    }

    @Override
    public boolean isForeign(double reading) {
      return false;
    }
  }

  private static boolean on(double reading, OptionalLong disabled) {
    return !Double.isNaN(reading) && (disabled.isEmpty() || reading != disabled.getAsLong());
  }
}
