package io.ampwire.map;

import java.util.Locale;

/**
 * Order of the registers of a value, and of the bytes inside each. Chargers use the first two. The
 * letters are the spelling of Modbus tools (A is the most significant byte).
 */
public enum WordOrder {
  HIGH_WORD_FIRST("ABCD", false, false),
  LOW_WORD_FIRST("CDAB", true, false),
  HIGH_WORD_FIRST_BYTES_SWAPPED("BADC", false, true),
  LOW_WORD_FIRST_BYTES_SWAPPED("DCBA", true, true);

  private final String letters;
  private final boolean lowFirst;
  private final boolean swapped;

  WordOrder(String letters, boolean lowFirst, boolean swapped) {
    this.letters = letters;
    this.lowFirst = lowFirst;
    this.swapped = swapped;
  }

  /** Whether the least significant register comes first on the wire. */
  public boolean lowWordFirst() {
    return lowFirst;
  }

  /** Whether the two bytes of each register are swapped. */
  public boolean bytesSwapped() {
    return swapped;
  }

  /** {@code ABCD}, {@code CDAB}, {@code BADC} or {@code DCBA}. */
  public String letters() {
    return letters;
  }

  /** The same byte order with the registers reversed. */
  public WordOrder reversed() {
    return switch (this) {
      case HIGH_WORD_FIRST -> LOW_WORD_FIRST;
      case LOW_WORD_FIRST -> HIGH_WORD_FIRST;
      case HIGH_WORD_FIRST_BYTES_SWAPPED -> LOW_WORD_FIRST_BYTES_SWAPPED;
      case LOW_WORD_FIRST_BYTES_SWAPPED -> HIGH_WORD_FIRST_BYTES_SWAPPED;
    };
  }

  /** The same order of registers with the bytes of each swapped. */
  public WordOrder bytesReversed() {
    return switch (this) {
      case HIGH_WORD_FIRST -> HIGH_WORD_FIRST_BYTES_SWAPPED;
      case LOW_WORD_FIRST -> LOW_WORD_FIRST_BYTES_SWAPPED;
      case HIGH_WORD_FIRST_BYTES_SWAPPED -> HIGH_WORD_FIRST;
      case LOW_WORD_FIRST_BYTES_SWAPPED -> LOW_WORD_FIRST;
    };
  }

  /** Spelling in configuration: {@code high-word-first}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
