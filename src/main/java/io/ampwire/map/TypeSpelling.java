package io.ampwire.map;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type as register tables spell it: {@code U16}, {@code F32BE}, {@code U32CDAB}. {@code BE} and
 * {@code ABCD} mean high word first.
 *
 * @param order empty if the spelling states none and the map's order applies
 */
public record TypeSpelling(ValueType type, Optional<WordOrder> order) {
  private static final Pattern FORM =
      Pattern.compile("([USF](?:16|32|64)|ASCII|UTF16|BIT)(BE|ABCD|CDAB|BADC|DCBA)?");

  /** Parses a type; empty if the text is not one. */
  public static Optional<TypeSpelling> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(1).equals("F16")) {
      return Optional.empty();
    }
    ValueType type = ValueType.valueOf(matcher.group(1));
    Optional<WordOrder> order = Optional.ofNullable(matcher.group(2)).map(TypeSpelling::order);
    return fits(type, order) ? Optional.of(new TypeSpelling(type, order)) : Optional.empty();
  }

  /** A text has an order of bytes but not of words; a coil has neither. */
  private static boolean fits(ValueType type, Optional<WordOrder> order) {
    if (type == ValueType.BIT) {
      return order.isEmpty();
    }
    return !type.isText() || order.filter(WordOrder::lowWordFirst).isEmpty();
  }

  private static WordOrder order(String letters) {
    for (WordOrder order : WordOrder.values()) {
      if (order.letters().equals(letters)) {
        return order;
      }
    }
    return WordOrder.HIGH_WORD_FIRST;
  }
}
