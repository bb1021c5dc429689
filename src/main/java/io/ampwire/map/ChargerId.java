package io.ampwire.map;

import java.util.regex.Pattern;

/**
 * Name of a charger in the inventory and in every topic. The pattern {@code
 * [a-z0-9][a-z0-9_-]{0,31}} is legal in MQTT topics, Home Assistant ids and file names alike.
 */
public record ChargerId(String value) implements Comparable<ChargerId> {
  /** Longest name, characters. */
  public static final int LONGEST = 32;

  private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

  public ChargerId {
    if (!isLegal(value)) {
      throw new IllegalArgumentException("not a charger id: " + value);
    }
  }

  /** Whether the text is a valid charger name; any text is accepted as input. */
  public static boolean isLegal(String text) {
    return text != null && text.length() <= LONGEST && LEGAL.matcher(text).matches();
  }

  @Override
  public int compareTo(ChargerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
