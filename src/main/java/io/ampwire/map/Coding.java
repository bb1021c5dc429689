package io.ampwire.map;

import java.util.Map;
import java.util.Optional;

/**
 * Encoding of a code in a point's registers, where it is not simply the number that they hold.
 *
 * @param bits the part of the number that counts
 * @param texts code of each text, for states that a device spells in letters
 */
public record Coding(Optional<Bits> bits, Map<String, Long> texts) {
  /** The number is the code. */
  public static final Coding PLAIN = new Coding(Optional.empty(), Map.of());

  public Coding {
    texts = Map.copyOf(texts);
  }
}
