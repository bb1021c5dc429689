package io.ampwire.map;

import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The way in which a device is shown that its controller is alive. Each scheme carries its own data
 * and answers what the control core asks, so that a further scheme compiles only when it is
 * complete.
 */
public sealed interface LifebitScheme {

  /** As a map spells it: {@code write-constant}. */
  String label();

  /** What the device receives, in words, such as {@code writes 1}. */
  String describe();

  /** Register that the scheme is about; empty text where only the traffic counts. */
  String point();

  /**
   * What is written, in the unit of the register; 0 where the scheme writes no value of its own.
   */
  default long value() {
    return 0;
  }

  /** Reading that means that the device supervises no controller. */
  default OptionalLong disabled() {
    return OptionalLong.empty();
  }

  /** Reading after the device consumed a lifebit. */
  default OptionalLong cleared() {
    return OptionalLong.empty();
  }

  /** Whether the lifebit is a write, and not just any request. */
  boolean writes();

  /** Whether the lifebit is the set point itself, sent again. */
  boolean rewritesSetPoint();

  /** Whether the register shows the lifebits of another controller. */
  boolean showsOtherControllers();

  /** Whether that reading of the register is the work of another controller. */
  boolean isForeign(double reading);

  /**
   * Whether the device would notice that its controller is gone, as far as its readings say.
   *
   * @param readings numbers by point, NaN where there is none
   */
  boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings);

  /**
   * What the next lifebit writes, in the unit of the register.
   *
   * @param setPoint the limit in force, empty where none is; never a value that was read
   */
  OptionalLong next(OptionalLong setPoint);

  /** A constant is written again and again: EVlink, Vestel, Webasto. */
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
    public boolean showsOtherControllers() {
      return cleared.isPresent();
    }

    @Override
    public boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings) {
      return on(readings.applyAsDouble(point), disabled) && !failSafe.isOff(readings);
    }

    @Override
    public OptionalLong next(OptionalLong setPoint) {
      return OptionalLong.of(value);
    }

    @Override
    public boolean isForeign(double reading) {
      return cleared.isPresent()
          && !Double.isNaN(reading)
          && reading != value
          && reading != cleared.getAsLong();
    }
  }

  /** The last set point is written again within its validity: Alfen, CHARX. */
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
    public OptionalLong next(OptionalLong setPoint) {
      return setPoint;
    }

    @Override
    public boolean isForeign(double reading) {
      return false;
    }
  }

  /** A timeout register is written again, which restarts its clock: KEBA. {@code value} is s. */
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
    public boolean writes() {
      return true;
    }

    @Override
    public boolean rewritesSetPoint() {
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
    public OptionalLong next(OptionalLong setPoint) {
      return OptionalLong.of(value);
    }

    @Override
    public boolean isForeign(double reading) {
      return false;
    }
  }

  /** Any request counts, so that polling alone keeps the device from falling back: ABB. */
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
    public boolean showsOtherControllers() {
      return false;
    }

    /** Polling alone keeps the device from ever falling back. */
    @Override
    public boolean supervises(FailSafe failSafe, ToDoubleFunction<String> readings) {
      return false;
    }

    @Override
    public OptionalLong next(OptionalLong setPoint) {
      return OptionalLong.empty();
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
