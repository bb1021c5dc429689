package io.ampwire.decode;

/** What the registers of a point said. */
public sealed interface Reading {

  /** A number without fraction. */
  record Whole(long value) implements Reading {}

  /** A 32-bit float as it was on the wire; it prints as its own shortest decimal. */
  record Real(float value) implements Reading {}

  /** A scaled or 64-bit number. */
  record Wide(double value) implements Reading {}

  /** Text of printable characters; never blank. */
  record Text(String value) implements Reading {}

  /** The device says that there is no value, or was not asked; {@code why} is for people. */
  record Unavailable(String why) implements Reading {}

  /** Numbers that cannot be true here: wrong word order, damage, or a map that is wrong. */
  record Implausible(String why) implements Reading {}

  Unavailable NOT_READ = new Unavailable("not read");
  Unavailable NOT_AVAILABLE = new Unavailable("not available");
  Unavailable UNDECIDED = new Unavailable("word order undecided");
  Unavailable UNSUPPORTED = new Unavailable("unsupported");

  /** Whether it may be published as a value. */
  default boolean isValue() {
    return !(this instanceof Unavailable) && !(this instanceof Implausible);
  }

  /** The number it stands for, NaN where there is none. */
  default double number() {
    if (this instanceof Real real) {
      return real.value();
    }
    if (this instanceof Whole whole) {
      return whole.value();
    }
    return this instanceof Wide wide ? wide.value() : Double.NaN;
  }
}
