package io.ampwire.map;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Exact decimal number with at most three decimals, such as a limit of 10.5 A. Equal numbers are
 * equal however they were written. The whole part is at most as large as a {@code long}.
 */
public record Decimal(BigDecimal value) implements Comparable<Decimal> {
  private static final int PLACES = 3;

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Most digits before the point, checked before digits are written out. */
  private static final int DIGITS = 19;

  private static final Pattern TEXT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,3})?");

  /** Beyond it, a {@code double} no longer states the third decimal. */
  private static final double LARGEST = 1e12;

  public static final Decimal ZERO = new Decimal(BigDecimal.ZERO);

  /**
   * @throws IllegalArgumentException if the number has more than three decimals or is too large
   */
  public Decimal {
    BigDecimal shortest = shortest(value);
    if (!fits(shortest)) {
      throw new IllegalArgumentException("not a number of at most three decimals");
    }
    value = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  /** The number without zeros at its end, of which a whole number keeps those before the point. */
  private static BigDecimal shortest(BigDecimal value) {
    if (value.scale() == 0) {
      return value;
    }
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  private static boolean fits(BigDecimal shortest) {
    return shortest.scale() <= PLACES
        && (long) shortest.precision() - shortest.scale() <= DIGITS
        && shortest.abs().compareTo(MOST) <= 0;
  }

  public static Decimal of(long value) {
    return new Decimal(BigDecimal.valueOf(value));
  }

  /** Returns the number; empty if it has more than three decimals or is too large. */
  public static Optional<Decimal> exact(BigDecimal value) {
    BigDecimal shortest = shortest(value);
    return fits(shortest) ? Optional.of(new Decimal(shortest)) : Optional.empty();
  }

  /** Parses {@code 10} or {@code 10.5}; empty for any other text. */
  public static Optional<Decimal> parse(String text) {
    return TEXT.matcher(text).matches() ? exact(new BigDecimal(text)) : Optional.empty();
  }

  /**
   * Returns the decimal nearest to a number that was read. A number beyond {@value #LARGEST} counts
   * as that.
   *
   * @throws NumberFormatException for NaN
   */
  public static Decimal nearest(double number) {
    double bounded = Math.max(-LARGEST, Math.min(LARGEST, number));
    return bounded == Math.rint(bounded)
        ? of((long) bounded)
        : new Decimal(new BigDecimal(bounded).setScale(PLACES, RoundingMode.HALF_UP));
  }

  /** Returns the nearest multiple of a step; an exact half rounds up. */
  public Decimal nearest(Decimal step) {
    return new Decimal(value.divide(step.value, 0, RoundingMode.HALF_UP).multiply(step.value));
  }

  public boolean isMultipleOf(Decimal step) {
    return value.remainder(step.value).signum() == 0;
  }

  public Decimal times(long factor) {
    return new Decimal(value.multiply(BigDecimal.valueOf(factor)));
  }

  public Decimal minusOne() {
    return new Decimal(value.subtract(BigDecimal.ONE));
  }

  /** The number, or the end of the range that is nearest to it. */
  public Decimal within(long least, long most) {
    Decimal low = of(least);
    Decimal high = of(most);
    return exceeds(high) ? high : low.exceeds(this) ? low : this;
  }

  /** Largest whole number that is not greater. */
  public long floor() {
    return value.setScale(0, RoundingMode.FLOOR).longValue();
  }

  /** Smallest whole number that is not less. */
  public long ceil() {
    return value.setScale(0, RoundingMode.CEILING).longValue();
  }

  /** A {@code Long} if the number is whole, else a {@code BigDecimal}, as documents carry it. */
  public Number number() {
    return value.scale() == 0 ? (Number) value.longValueExact() : value;
  }

  public double toDouble() {
    return value.doubleValue();
  }

  public boolean exceeds(Decimal other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Decimal other) {
    return value.compareTo(other.value);
  }

  /** The shortest decimal: {@code 10}, {@code 10.5}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
