package io.ampwire.format.yaml;

/**
 * Writer of texts as YAML scalars that always read back as text. Control characters, line breaks,
 * direction marks and the like become escapes such as {@code \n} or {@code \u202e}, so that no text
 * can add a line or control a terminal.
 */
public final class YamlScalar {
  private YamlScalar() {}

  /** Plain if YAML reads it as the same text, else in double quotes. */
  public static String of(String text) {
    boolean plain = text.matches("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    boolean word = text.matches("(?i)true|false|null|yes|no|on|off|y|n");
    return plain && !word ? text : quoted(text);
  }

  /** Double-quoted, with escapes that YAML, JSON and TOML read in the same way. */
  public static String quoted(String text) {
    return "\"" + line(text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
  }

  /** Single line for a comment, a finding or a fault, with control characters escaped. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isVisible(text, i)) {
        line.append(c);
      } else if (c == '\n' || c == '\r' || c == '\t') {
        line.append('\\').append(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
      } else {
        line.append("\\u%04x".formatted((int) c));
      }
    }
    return line.toString();
  }

  /** Whether a terminal shows a character unchanged; half a surrogate pair is not shown. */
  private static boolean isVisible(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
