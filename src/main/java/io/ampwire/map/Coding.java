package io.ampwire.map;

import java.util.Map;
import java.util.Optional;

/**
 * Encoding of a code in a point's registers, if it is not simply their number.
 *
 * @param bits part of the number that holds the code
 * @param texts code of each text, for states that a device reports as text
 * @param scalePoint point whose reading is the power of ten of the scale, as SunSpec devices have
 */
public record Coding(Optional<Bits> bits, Map<String, Long> texts, Optional<String> scalePoint) {
  /** Largest power of ten, of either sign, that a scale register may have; source: SunSpec. */
  public static final int LARGEST_EXPONENT = 10;

  /** The number itself is the code. */
  public static final Coding PLAIN = new Coding(Optional.empty(), Map.of(), Optional.empty());

  /** Creates a coding whose scale is a constant. */
  public Coding(Optional<Bits> bits, Map<String, Long> texts) {
    this(bits, texts, Optional.empty());
  }

  public Coding {
    texts = Map.copyOf(texts);
  }
}
