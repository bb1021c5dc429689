package io.ampwire.trust;

import io.ampwire.decode.Reading;

/** Text forms of registers and readings in evidence records. */
public final class RegisterText {
  private RegisterText() {}

  /** Formats registers as hex words: {@code d35a 4118}. */
  public static String hex(byte[] words) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i + 1 < words.length; i += 2) {
      hex.append(i == 0 ? "" : " ").append("%02x%02x".formatted(words[i], words[i + 1]));
    }
    return hex.toString();
  }

  /** Formats the value, or the reason why there is none. */
  public static String value(Reading reading) {
    return reading.describe();
  }
}
