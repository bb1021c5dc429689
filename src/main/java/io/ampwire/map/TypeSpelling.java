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
      Pattern.compile("([USF](?:16|32|64)|ASCII)(BE|ABCD|CDAB|BADC|DCBA)?");

  /** Parses a type; empty if the text is not one. */
  public static Optional<TypeSpelling> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(1).equals("F16")) {
      return Optional.empty();
    }
    ValueType type = ValueType.valueOf(matcher.group(1));
    return Optional.of(
        new TypeSpelling(type, Optional.ofNullable(matcher.group(2)).map(TypeSpelling::order)));
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
