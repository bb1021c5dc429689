package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Meanings of codes, as {@code 0: free; 1 = occupied} in a cell.
 *
 * @param labels snake case, by code
 * @param rest what in the cell is no meaning of a code
 */
record Codes(Map<Long, String> labels, List<String> rest) {
  private static final Pattern PAIR =
      Pattern.compile("(0x[0-9a-fA-F]{1,8}|[0-9]{1,9})\\s*(?:=>|=|:|–|—|-(?=\\D)|\\)|→)\\s*(.+)");
  private static final String BETWEEN =
      "\\n|;|\\||,(?=\\s*(?:0x[0-9a-fA-F]+|[0-9]+)\\s*(?:=|:|–|—|-(?=\\D)|\\)|→))";

  static Codes of(String cell) {
    Map<Long, String> labels = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    for (String part : cell.split(BETWEEN)) {
      Matcher pair = PAIR.matcher(part.strip());
      String label = pair.matches() ? Names.snake(pair.group(2)) : "";
      if (label.isEmpty()) {
        if (!part.isBlank()) {
          rest.add(part.strip());
        }
      } else {
        String kept = labels.putIfAbsent(Long.decode(unpadded(pair.group(1))), label);
        if (kept != null) {
          rest.add(part.strip());
        }
      }
    }
    return new Codes(labels, rest);
  }

  /** Without zeros in front, which would make it octal. */
  private static String unpadded(String number) {
    return number.startsWith("0x") ? number : number.replaceFirst("^0+(?=[0-9])", "");
  }

  /** Whether a text is a list of meanings, not a sentence that happens to have a number. */
  boolean isTable() {
    return labels.size() >= 2 && rest.size() <= 1;
  }
}
