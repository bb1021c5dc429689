package io.ampwire.format.table;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them into tables. */
final class Numerals {
  private static final Pattern PREFIXED =
      Pattern.compile("(?i)(?:0x|&h|\\$|16#)([0-9a-f]{1,8})|([0-9a-f]{1,8})h");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?");
  private static final Pattern POWER = Pattern.compile("10\\s*(?:\\^|\\*\\*)\\s*([+-]?[0-9]{1,2})");
  private static final Pattern FRACTION =
      Pattern.compile("1\\s*[/:]\\s*([0-9]{1,15}(?:[.,][0-9]{1,15})?)");

  private Numerals() {}

  /** A number that says itself that it is hexadecimal. */
  static Optional<Integer> prefixed(String text) {
    Matcher matcher = PREFIXED.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    long value = Long.parseLong(digits, 16);
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) value);
  }

  static Optional<Integer> decimal(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  static Optional<Integer> hex(String text) {
    return text.matches("(?i)[0-9a-f]{1,7}")
        ? Optional.of(Integer.parseInt(text, 16))
        : Optional.empty();
  }

  /** Either, hexadecimal only where it says so. */
  static Optional<Integer> whole(String text) {
    return prefixed(text).or(() -> decimal(text));
  }

  /** A factor: {@code 0.1}, {@code 0,1}, {@code x10}, {@code 1/10}, {@code 10^-1}. */
  static OptionalDouble factor(String text) {
    String plain =
        text.strip().replaceFirst("^[x×*·]\\s*", "").replace('−', '-').toLowerCase(Locale.ROOT);
    Matcher power = POWER.matcher(plain);
    if (power.matches()) {
      return OptionalDouble.of(ten(Integer.parseInt(power.group(1))));
    }
    Matcher fraction = FRACTION.matcher(plain.replaceFirst("^/", "1/"));
    if (fraction.matches()) {
      double below = number(fraction.group(1));
      return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(inverse(below));
    }
    return NUMBER.matcher(plain).matches()
        ? OptionalDouble.of(number(plain))
        : OptionalDouble.empty();
  }

  /** One over a number, in as few digits as it has. */
  static double inverse(double number) {
    return number == Math.rint(number)
        ? new java.math.BigDecimal(1)
            .divide(new java.math.BigDecimal(number), java.math.MathContext.DECIMAL64)
            .doubleValue()
        : 1 / number;
  }

  static double ten(int exponent) {
    return Double.parseDouble("1e" + exponent);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }
}
