package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of the meanings of codes in a cell, such as {@code 0: free; 1 = occupied} or {@code
 * (free=0, occupied=1)}.
 *
 * @param labels snake case, by code
 * @param rest text of the cell that does not describe a code
 */
record LabelNotation(Map<Long, String> labels, List<String> rest) {
  private static final String CODE = "(?:0x[0-9a-fA-F]{1,8}|[0-9]{1,9})";
  private static final String SIGN = " ?(?:=>|=|:|–|—|-(?=\\D)|\\)|→) ?";
  private static final Pattern PAIR =
      Pattern.compile("[(\\[]?(" + CODE + ")" + SIGN + "(.+)", Pattern.DOTALL);
  private static final Pattern BETWEEN = Pattern.compile("\\n|;|\\||[,/](?= ?" + CODE + SIGN + ")");
  private static final Pattern REVERSED =
      Pattern.compile("([A-Za-z][A-Za-z0-9_ -]{0,40}?) ?= ?(" + CODE + ")(?![0-9A-Za-z.])");
  private static final Pattern NUMBER = Pattern.compile("[-0-9 .,/]*");

  static LabelNotation of(String cell) {
    Map<Long, String> labels = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    boolean examples = Quantities.example(cell).isPresent();
    Long last = null;
    for (String part : BETWEEN.split(cell)) {
      String text = part.strip();
      Matcher pair = PAIR.matcher(text);
      String label = pair.matches() ? label(pair.group(2)) : "";
      boolean isLabel = !label.isEmpty() && !(examples && Quantities.example(text).isPresent());
      if (!isLabel) {
        if (!text.isEmpty()) {
          rest.add(text);
        }
        continue;
      }
      last = Long.decode(unpadded(pair.group(1)));
      if (labels.putIfAbsent(last, label) != null) {
        rest.add(text);
      }
    }
    return labels.isEmpty() ? reversed(cell, rest) : new LabelNotation(labels, rest);
  }

  /**
   * Converts a label to snake case; empty if the text is a number with or without a unit, as in the
   * range {@code 0 - 400 V}.
   */
  private static String label(String text) {
    String plain = text.strip();
    boolean number = NUMBER.matcher(plain).matches();
    boolean quantity =
        !number && Character.isDigit(plain.charAt(0)) && Quantities.whole(plain).isPresent();
    return number || quantity ? "" : SnakeCase.of(plain);
  }

  /** {@code enabled=1, disabled=0}: at least two, each code once. */
  private static LabelNotation reversed(String cell, List<String> rest) {
    Map<Long, String> labels = new LinkedHashMap<>();
    Matcher pair = REVERSED.matcher(cell);
    while (pair.find()) {
      String label = SnakeCase.of(pair.group(1));
      if (label.isEmpty()
          || labels.putIfAbsent(Long.decode(unpadded(pair.group(2))), label) != null) {
        return new LabelNotation(Map.of(), rest);
      }
    }
    return labels.size() < 2
        ? new LabelNotation(Map.of(), rest)
        : new LabelNotation(labels, List.of());
  }

  /** Removes leading zeros, which would make the number octal. */
  private static String unpadded(String number) {
    return number.startsWith("0x") ? number : number.replaceFirst("^0+(?=[0-9])", "");
  }

  /** Whether a text is a list of meanings and not a sentence that contains a number. */
  boolean isTable() {
    return labels.size() >= 2;
  }

  /** Whether the codes are the bits of a number: 1, 2, 4 and so on. */
  boolean isBits() {
    return labels.size() > 2
        && labels.keySet().stream().allMatch(code -> code > 0 && Long.bitCount(code) == 1);
  }
}
