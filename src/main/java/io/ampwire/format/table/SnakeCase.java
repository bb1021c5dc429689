package io.ampwire.format.table;

import java.text.Normalizer;
import java.util.Locale;

/** Converter of display names to snake case, for points and labels. */
final class SnakeCase {
  private static final int LONGEST = 64;

  private SnakeCase() {}

  /** Converts to snake case; empty if the text has no Latin letter and no digit. */
  static String of(String text) {
    String spelled =
        text.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", " ")
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("Ä", "Ae")
            .replace("Ö", "Oe")
            .replace("Ü", "Ue")
            .replace("ß", "ss")
            .replace("ł", "l")
            .replace("ø", "o");
    String snake =
        Normalizer.normalize(spelled, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_|_$", "");
    String named = !snake.isEmpty() && Character.isDigit(snake.charAt(0)) ? "n_" + snake : snake;
    return named.length() > LONGEST ? named.substring(0, LONGEST).replaceAll("_$", "") : named;
  }

  /** Removes brackets at the end of a text that hold a remark, a unit or codes. */
  static String withoutBrackets(String text) {
    String end = text.strip();
    if (end.endsWith(")") || end.endsWith("]")) {
      int open = Math.max(end.lastIndexOf('('), end.lastIndexOf('['));
      String inside = open < 0 ? "" : end.substring(open + 1, end.length() - 1);
      boolean distinguishes =
          inside.length() < 8 && !inside.contains("=") && Quantities.whole(inside).isEmpty();
      return open > 0 && !distinguishes ? end.substring(0, open).strip() : end;
    }
    return end;
  }
}
