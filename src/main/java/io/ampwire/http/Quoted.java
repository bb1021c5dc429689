package io.ampwire.http;

/**
 * Formatter of a caller's own text in an answer: short, with every invisible character replaced.
 */
final class Quoted {
  private static final int LONGEST = 64;

  private Quoted() {}

  /** The text as an answer or a log line may repeat it. */
  static String text(String given) {
    int[] shown =
        given
            .codePoints()
            .limit(LONGEST)
            .map(point -> isInvisible(point) ? 0xFFFD : point)
            .toArray();
    String text = new String(shown, 0, shown.length);
    return given.codePointCount(0, given.length()) > LONGEST ? text + "…" : text;
  }

  /** Whether the text has characters that hide, reorder or break lines. */
  static boolean hasInvisible(String given) {
    return given.codePoints().anyMatch(Quoted::isInvisible);
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
