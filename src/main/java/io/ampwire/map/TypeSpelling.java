package io.ampwire.map;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type as register tables spell it: {@code U16}, {@code F32BE}, {@code U32CDAB}. {@code BE} and
 * {@code ABCD} are high word first.
 *
 * @param order empty where the spelling says none and the map's order holds
 */
public record TypeSpelling(ValueType type, Optional<WordOrder> order) {
  private static final Pattern FORM =
      Pattern.compile("([USF](?:16|32|64)|ASCII)(BE|ABCD|CDAB|BADC|DCBA)?");

  /** Empty where the text is not a type. */
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
