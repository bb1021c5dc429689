package io.ampwire.map;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a code hides in a point's registers where it is not simply the number that they hold.
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

  /** The same in the same words whatever the order of the texts. */
  @Override
  public String toString() {
    return "Coding[bits=" + bits + ", texts=" + new TreeMap<>(texts) + "]";
  }
}
