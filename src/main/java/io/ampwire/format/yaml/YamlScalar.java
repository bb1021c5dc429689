package io.ampwire.format.yaml;

/** Texts as YAML takes them, so that none can be anything but a text. */
public final class YamlScalar {
  private static final String CONTROL = "[\\p{Cc}\\u2028\\u2029\\uFEFF]+";

  private YamlScalar() {}

  /** Plain where YAML takes it for the same text, else in double quotes. */
  public static String of(String text) {
    boolean plain = text.matches("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    boolean word = text.matches("(?i)true|false|null|yes|no|on|off|y|n");
    return plain && !word ? text : quoted(text);
  }

  /** In double quotes, which TOML reads the same way. */
  public static String quoted(String text) {
    return "\"" + line(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** One line, for a comment or a fault: what terminals would obey becomes a space. */
  public static String line(String text) {
    return text.replaceAll(CONTROL, " ");
  }
}
