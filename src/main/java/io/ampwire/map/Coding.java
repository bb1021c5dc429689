package io.ampwire.map;

import java.util.Map;
import java.util.Optional;

/**
 * Encoding of a code in a point's registers, if it is not simply their number.
 *
 * @param bits part of the number that holds the code
 * @param texts code of each text, for states that a device reports as text
 */
public record Coding(Optional<Bits> bits, Map<String, Long> texts) {
  /** The number itself is the code. */
  public static final Coding PLAIN = new Coding(Optional.empty(), Map.of());

  public Coding {
    texts = Map.copyOf(texts);
  }
}
