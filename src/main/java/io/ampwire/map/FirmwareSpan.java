package io.ampwire.map;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Range of firmware versions that have a point; dotted numbers are compared part by part.
 *
 * @param from first version with it
 * @param below first later version without it
 */
public record FirmwareSpan(Optional<String> from, Optional<String> below) {
  /** All versions. */
  public static final FirmwareSpan ANY = new FirmwareSpan(Optional.empty(), Optional.empty());

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,7}");

  /** Whether the text consists of dotted numbers. */
  public static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  /**
   * Whether a device of that version has the point. A version that cannot be parsed counts as
   * having it.
   */
  public boolean contains(String version) {
    if (from.isEmpty() && below.isEmpty() || !isVersion(version)) {
      return true;
    }
    return from.map(v -> compare(version, v) >= 0).orElse(true)
        && below.map(v -> compare(version, v) < 0).orElse(true);
  }

  /** Negative, zero or positive if the first version is older, equal or newer. */
  static int compare(String one, String other) {
    String[] a = one.split("\\.");
    String[] b = other.split("\\.");
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      int left = i < a.length ? Integer.parseInt(a[i]) : 0;
      int right = i < b.length ? Integer.parseInt(b[i]) : 0;
      if (left != right) {
        return Integer.compare(left, right);
      }
    }
    return 0;
  }
}
