package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of scales and units in words: {@code 0.1 A}, {@code A*10}, {@code in mV}, {@code 123
 * equals 12.3 A}.
 */
final class Quantities {
  private static final String TIMES = "[x×*·]";

  /** Word that may be a unit; {@link Units} decides. */
  private static final String WORD =
      "(?:%|[A-Za-zµμΩ°º℃](?:-(?=[A-Za-z])|[A-Za-zµμΩ°º℃]){0,30}+"
          + "(?: (?i:hours?|celsius|ac|dc|rms|c)(?![A-Za-z]))?+)";

  private static final String NOT_BEHIND = "(?![A-Za-z0-9µ°²³_])";

  /** {@code 0.1 V}, {@code A*10}, {@code V/10}, {@code 0.1 A/bit}, with a remark in brackets. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?:(?<num>%s) ?%s? ?)?(?<unit>%s)(?: ?/ ?(?i:bit|lsb|digit|step))?"
                  .formatted(NumberNotation.FACTOR, TIMES, WORD)
              + "(?: ?(?<op>[x×*·/÷]) ?(?<by>[0-9]{1,9}(?:[.,][0-9]{1,9})?))?"
              + "(?: ?[(\\[](?<rest>.*)[)\\]])?",
          Pattern.DOTALL);

  private static final Pattern MENTION =
      Pattern.compile(
          "(?:(?<lead>(?<![A-Za-z])(?i:in(?: whole| full| ganzen)?|units?|einheit|resolution|steps?"
              + "|scale|aufl(?:ö|oe)sung|skalierung)(?: of)? ?[:=]?\\s)"
              + "|(?<open>[(\\[](?i:in |unit:? ?|einheit:? ?)?))?"
              + "(?<![A-Za-z0-9_])(?:(?<num>%s) ?%s? ?)?(?<unit>%s)%s"
                  .formatted(NumberNotation.FACTOR, TIMES, WORD, NOT_BEHIND)
              + "(?: ?(?<op>[x×*·÷/]) ?(?<by>[0-9]{1,9}(?:[.,][0-9]{1,9})?)(?![0-9]))?"
              + "(?<close>[)\\]])?");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?<![0-9.,x])(?<raw>[+-]?[0-9]{1,9}+) ?"
              + "(?i:equals|equal to|corresponds to|entspricht|entsprechen|means|bedeutet|=>|=|-+>|→)"
              + " ?(?<value>[+-]?[0-9]{1,9}(?:[.,][0-9]{1,6})?) ?(?<unit>%s)%s"
                  .formatted(WORD, NOT_BEHIND));

  /** Longest cell that is parsed as a single quantity. */
  private static final int LONGEST = 120;

  /** Words for a register that does not count whole units. */
  private static final Pattern SCALE_WORDS =
      Pattern.compile(
          "(?i)[x×*÷/] ?10{1,6}(?![0-9])|10 ?\\^|decimal place|nachkommastelle|dezimalstelle"
              + "|multipl|divided|dividiert|geteilt|\\bscal(?:e|ed|ing)\\b|skalier"
              + "|(?<!power |power|power_|leistungs|leistungs-)(?:factor|faktor)\\b"
              + "|\\btenths?\\b|hundredth|thousandth|zehntel|hundertstel|tausendstel");

  /** Words for an offset that is added to or subtracted from the value. */
  private static final Pattern OFFSET =
      Pattern.compile(
          "(?i)\\boffset\\b[^0-9]{0,8}[0-9]|\\bsubtract|\\bminus [0-9]|(?<![a-z0-9])x ?[-+] ?[0-9]");

  private Quantities() {}

  /**
   * Scale with a unit.
   *
   * @param scale value of one step of the register
   * @param unit as in a map, empty if there is none
   * @param words text that states it
   */
  record Quantity(double scale, String unit, String words) {
    /** Value of one step in the base unit. */
    double inBase() {
      return scale * Units.of(unit).map(Units.Known::inBase).orElse(1.0);
    }

    String base() {
      return Units.of(unit).map(Units.Known::base).orElse("");
    }
  }

  /**
   * Quantities that a text mentions.
   *
   * @param said quantity that clearly describes a step of the register
   * @param hints units and scales that may or may not belong to the register
   */
  record Mentions(List<Quantity> said, List<String> hints) {}

  /**
   * Parses a whole cell as a quantity; empty if the cell is something else.
   *
   * @return quantity whose {@code words} omit the trailing remark in brackets
   */
  static Optional<Quantity> whole(String cell) {
    if (cell.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = WHOLE.matcher(cell.strip());
    if (matcher.matches()) {
      return quantity(matcher, cell.strip());
    }
    return Units.of(cell).map(unit -> new Quantity(unit.factor(), unit.symbol(), cell.strip()));
  }

  /** Remark in brackets after a quantity; empty if there is none. */
  static String remark(String cell) {
    if (cell.length() > LONGEST) {
      return "";
    }
    Matcher matcher = WHOLE.matcher(cell.strip());
    boolean has = matcher.matches() && matcher.group("rest") != null;
    String rest = has ? matcher.group("rest").strip() : "";
    boolean unitAgain = Units.of(rest).isPresent();
    return unitAgain ? "" : rest;
  }

  /** Everything that a text states or hints about scale and unit. */
  static Mentions in(String text) {
    List<Quantity> said = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    Matcher mention = MENTION.matcher(text);
    while (mention.find()) {
      String number = mention.group("num");
      if (number != null && mention.group("unit").equals("h") && number.startsWith("0")) {
        // This is a hexadecimal number such as 010h.
        continue;
      }
      Optional<Quantity> quantity = quantity(mention, mention.group().strip());
      // Two letters in another case, such as Hz written hz, are more often a word than a unit.
      String word = mention.group("unit");
      boolean known = Units.isSpelled(word) || word.length() > 2 || number != null;
      if (quantity.isEmpty() || !known) {
        compound(mention).ifPresent(hints::add);
        continue;
      }
      if (isSaid(text, mention, quantity.get())) {
        said.add(quantity.get());
      } else if (mention.group("num") != null
          || mention.group("by") != null
          || mention.group("unit").length() > 1 && !mention.group("unit").equals("min")) {
        hints.add(mention.group().strip());
      }
    }
    Matcher words = SCALE_WORDS.matcher(text);
    if (words.find()) {
      hints.add(words.group().strip());
    }
    return new Mentions(said, hints);
  }

  /** Words that state an offset, which maps do not support. */
  static Optional<String> offset(String text) {
    Matcher offset = OFFSET.matcher(text);
    return offset.find() ? Optional.of(offset.group()) : Optional.empty();
  }

  /** Unit at the beginning of a compound such as {@code kWh-Zähler}. */
  private static Optional<String> compound(Matcher mention) {
    String word = mention.group("unit");
    int hyphen = word.indexOf('-');
    return hyphen > 1 && Units.of(word.substring(0, hyphen)).isPresent()
        ? Optional.of(word)
        : Optional.empty();
  }

  /** Removes the words for a scale or a unit: {@code Current in A*10} becomes Current. */
  static String without(String text) {
    String rest = text;
    for (Quantity said : in(text).said()) {
      rest = rest.replace(said.words(), " ");
    }
    return rest.isBlank() ? text : rest.strip();
  }

  private static boolean isSaid(String text, Matcher mention, Quantity quantity) {
    boolean powerOfTen = NumberNotation.isPowerOfTen(quantity.scale());
    if (mention.group("by") != null) {
      return powerOfTen && mention.group("num") == null;
    }
    boolean word = mention.group("unit").length() > 4;
    boolean step = mention.group("num") == null || powerOfTen && (!word || quantity.scale() <= 1);
    if (mention.group("lead") != null) {
      return step;
    }
    if (mention.group("open") == null || mention.group("close") == null) {
      return false;
    }
    boolean plural =
        mention.group("unit").equals("s")
            && mention.start() > 0
            && Character.isLetter(text.charAt(mention.start() - 1));
    return !plural && (mention.group("num") == null || powerOfTen && quantity.scale() <= 1);
  }

  private static Optional<Quantity> quantity(Matcher matcher, String words) {
    Optional<Units.Known> unit = Units.of(matcher.group("unit"));
    if (unit.isEmpty()) {
      return Optional.empty();
    }
    double scale = unit.get().factor();
    if (matcher.group("num") != null) {
      scale *= NumberNotation.factor(matcher.group("num")).orElse(Double.NaN);
    }
    if (matcher.group("by") != null) {
      double by = NumberNotation.number(matcher.group("by"));
      scale *= by > 1 ? NumberNotation.inverse(by) : by;
    }
    return scale > 0
        ? Optional.of(new Quantity(scale, unit.get().symbol(), words))
        : Optional.empty();
  }

  /**
   * Step of the register by examples such as {@code 123 equals 12.3 A}; empty if there are none or
   * they disagree, as in a list of codes.
   */
  static Optional<Quantity> example(String text) {
    Matcher example = EXAMPLE.matcher(text);
    Quantity agreed = null;
    while (example.find()) {
      double raw = Double.parseDouble(example.group("raw"));
      double value = NumberNotation.number(example.group("value"));
      Optional<Units.Known> unit = Units.of(example.group("unit"));
      if (raw == 0 || unit.isEmpty()) {
        continue;
      }
      double step = value / raw;
      if (step <= 0 || !NumberNotation.isPowerOfTen(step)) {
        return Optional.empty();
      }
      double exact = NumberNotation.ten((int) Math.rint(Math.log10(step)));
      Quantity one = new Quantity(exact, unit.get().symbol(), example.group());
      if (agreed != null && agreed.inBase() != one.inBase()) {
        return Optional.empty();
      }
      agreed = agreed == null ? one : agreed;
    }
    return Optional.ofNullable(agreed);
  }
}
