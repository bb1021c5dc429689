package io.ampwire.format;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of single values in maps and inventories. It reports and omits a value that is not valid.
 */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("(-?)(0x[0-9a-fA-F]{1,16}|[0-9]{1,20})");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final BigInteger ALL_ONES = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private Scalars() {}

  static String text(YamlNode node, String fallback) {
    return node.text().orElse(fallback);
  }

  /** Parses decimal or 0x; above 2^63 the 64 bits are kept, so that all ones are -1. */
  static Optional<Long> whole(YamlNode node) {
    Optional<String> text = node.text();
    Optional<Long> whole = text.flatMap(Scalars::whole);
    if (text.isPresent() && whole.isEmpty()) {
      node.fault("must be a whole number, not '" + text.get() + "'");
    }
    return whole;
  }

  static Optional<Long> whole(String text) {
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(2);
    boolean hex = digits.startsWith("0x");
    BigInteger size = hex ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
    boolean negative = !matcher.group(1).isEmpty();
    boolean fits = negative ? size.bitLength() <= 63 : size.compareTo(ALL_ONES) <= 0;
    return fits ? Optional.of((negative ? size.negate() : size).longValue()) : Optional.empty();
  }

  static OptionalLong optional(YamlNode node) {
    return whole(node).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  static int integer(YamlNode node, int fallback) {
    Optional<Long> whole = whole(node);
    if (whole.isPresent() && whole.get() != whole.get().intValue()) {
      node.fault("is out of range: " + whole.get());
      return fallback;
    }
    return whole.map(Long::intValue).orElse(fallback);
  }

  static int integer(YamlNode node, int fallback, int min, int max) {
    int value = integer(node, fallback);
    if (node.present() && (value < min || value > max) && value != fallback) {
      node.fault("must be " + min + ".." + max + ", not " + value);
      return fallback;
    }
    return value;
  }

  static double number(YamlNode node, double fallback) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return fallback;
    }
    if (!NUMBER.matcher(text.get()).matches()) {
      node.fault("must be a number, not '" + text.get() + "'");
      return fallback;
    }
    return Double.parseDouble(text.get());
  }

  static boolean flag(YamlNode node, boolean fallback) {
    Optional<String> text = node.text();
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      node.fault("must be true or false, not '" + text.get() + "'");
    }
    return text.map("true"::equals).orElse(fallback);
  }

  static Optional<Duration> duration(YamlNode node) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = DURATION.matcher(text.get());
    if (!matcher.matches()) {
      node.fault("must be a time such as 500ms, 1s, 2m or 1h, not '" + text.get() + "'");
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  /** Parses a constant of an enum, spelled in lower case with dashes. */
  static <E extends Enum<E>> E choice(YamlNode node, E[] known, E fallback) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return fallback;
    }
    for (E constant : known) {
      if (spelled(constant).equals(text.get())) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(known).map(Scalars::spelled).toList();
    node.fault("must be one of " + String.join(", ", names) + ", not '" + text.get() + "'");
    return fallback;
  }

  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> texts(YamlNode node) {
    return node.items().stream().flatMap(item -> item.text().stream()).toList();
  }

  static List<Long> wholes(YamlNode node) {
    return node.items().stream().flatMap(item -> whole(item).stream()).toList();
  }
}
