package io.ampwire.homeassistant;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Jinja templates that Home Assistant runs on a state document. A null value renders {@code None},
 * which Home Assistant takes for "unknown"; no template fails or warns on any document.
 */
final class Templates {
  private Templates() {}

  /** The value of a key. */
  static String value(String key) {
    return "{{ " + read(key) + " }}";
  }

  /** The value of a key multiplied by a factor. */
  static String times(String key, int factor) {
    String read = read(key);
    return "{{ (%s * %d) | round(1) if %s is number else none }}".formatted(read, factor, read);
  }

  /** The label of a code; one common word for all codes that the map does not list. */
  static String label(String key, Collection<Long> codes, String rest) {
    return "{{ %s if %s in %s else '%s' }}"
        .formatted(read(key + "_label"), read(key), codes(codes, true), rest);
  }

  /** The label of a code that is one of these. */
  static String listed(String key, Collection<Long> codes) {
    return "{{ %s if %s in %s else none }}"
        .formatted(read(key + "_label"), read(key), codes(codes, false));
  }

  /** One of these words; unknown for every other one. */
  static String listed(String key, List<String> words) {
    return "{{ %s if %s in [%s] else none }}".formatted(read(key), read(key), quoted(words));
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
  }

  /** One of these texts; every other text becomes one common word. */
  static String oneOf(String key, List<String> words, String rest) {
    return "{{ %s if %s in [%s] else '%s' }}".formatted(read(key), read(key), quoted(words), rest);
  }

  /** ON for these codes, OFF for those, unknown for all others. */
  static String either(String key, Collection<Long> on, Collection<Long> off) {
    return "{{ 'ON' if %s in %s else 'OFF' if %s in %s else none }}"
        .formatted(read(key), codes(on, false), read(key), codes(off, false));
  }

  /** ON unless the number is zero. */
  static String notZero(String key) {
    String read = read(key);
    return "{{ ('OFF' if %s == 0 else 'ON') if %s is number else none }}".formatted(read, read);
  }

  /** The number if it is within these bounds. */
  static String within(String key, long min, long max) {
    String read = read(key);
    return "{{ %s if %s is number and %d <= %s <= %d else none }}"
        .formatted(read, read, min, read, max);
  }

  static String read(String key) {
    return "value_json." + key;
  }

  /** Sorted, so that the same map gives the same text. */
  private static String codes(Collection<Long> codes, boolean none) {
    String listed = codes.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    return "[" + (none ? "none" : "") + (none && !listed.isEmpty() ? ", " : "") + listed + "]";
  }
}
