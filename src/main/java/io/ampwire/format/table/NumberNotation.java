package io.ampwire.format.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of numbers as people write them in tables. */
final class NumberNotation {
  /** A factor inside a longer text: {@code 0.1}, {@code 0,1}, {@code 1/10}, {@code 10^-1}. */
  static final String FACTOR =
      "(?:10 ?(?:\\^|\\*\\*) ?[+-]?[0-9]{1,2}|1 ?/ ?[0-9]{1,9}"
          + "|[0-9]{1,9}(?:[.,][0-9]{1,9})?(?:[eE][+-]?[0-9]{1,2})?)";

  private static final Pattern PREFIXED =
      Pattern.compile("(?i)(?:0x|&h|\\$|16#)([0-9a-f]{1,8})|([0-9a-f]{1,8})h");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}");
  private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]{1,7}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?");
  private static final Pattern POWER = Pattern.compile("10 ?(?:\\^|\\*\\*) ?([+-]?[0-9]{1,2})");
  private static final Pattern FRACTION =
      Pattern.compile("1 ?[/:÷] ?([0-9]{1,15}(?:[.,][0-9]{1,15})?)");

  /** A formula for the value: {@code x/1000}, {@code raw * 0.1}. */
  private static final Pattern FORMULA =
      Pattern.compile("(?:x|raw|value|val|wert|reg|register|n|v|y ?= ?x) ?([*×·/÷:]) ?(.+)");

  private NumberNotation() {}

  /** Number that is marked as hexadecimal. */
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
    return DECIMAL.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  static Optional<Integer> hex(String text) {
    return HEX.matcher(text).matches() ? Optional.of(Integer.parseInt(text, 16)) : Optional.empty();
  }

  /** Parses decimal, or hexadecimal if it is marked as such. */
  static Optional<Integer> whole(String text) {
    return prefixed(text).or(() -> decimal(text));
  }

  /**
   * A factor: {@code 0.1}, {@code 0,1}, {@code x10}, {@code 1/10}, {@code 10^-1}, {@code x/1000}.
   */
  static OptionalDouble factor(String text) {
    String plain = text.strip().replace('−', '-').toLowerCase(Locale.ROOT);
    Matcher formula = FORMULA.matcher(plain);
    if (formula.matches()) {
      boolean divides = "/÷:".contains(formula.group(1));
      OptionalDouble number = plain(formula.group(2).strip());
      return number.isPresent() && divides ? divided(number.getAsDouble()) : number;
    }
    return plain(plain.replaceFirst("^[x×*·] ?", ""));
  }

  private static OptionalDouble plain(String plain) {
    Matcher power = POWER.matcher(plain);
    if (power.matches()) {
      return OptionalDouble.of(ten(Integer.parseInt(power.group(1))));
    }
    Matcher fraction = FRACTION.matcher(plain.replaceFirst("^[/÷]", "1/"));
    if (fraction.matches()) {
      return divided(number(fraction.group(1)));
    }
    return NUMBER.matcher(plain).matches()
        ? OptionalDouble.of(number(plain))
        : OptionalDouble.empty();
  }

  private static OptionalDouble divided(double below) {
    return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(inverse(below));
  }

  /** Reciprocal of a number, in as few digits as the number has. */
  static double inverse(double number) {
    return number == Math.rint(number)
        ? new BigDecimal(1).divide(new BigDecimal(number), MathContext.DECIMAL64).doubleValue()
        : 1 / number;
  }

  static double ten(int exponent) {
    return Double.parseDouble("1e" + exponent);
  }

  /** Whether a number is a power of ten between a millionth and a million. */
  static boolean isPowerOfTen(double number) {
    double exponent = Math.rint(Math.log10(number));
    return Math.abs(exponent) <= 6 && Math.abs(number / ten((int) exponent) - 1) < 1e-9;
  }

  /** Parses a number with a decimal point or comma. */
  static double number(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }
}
