package io.ampwire.map;

/** Data type of a point's registers, or of its coil. */
public enum ValueType {
  U16(1, false),
  S16(1, true),
  U32(2, false),
  S32(2, true),
  U64(4, false),
  S64(4, true),
  F32(2, true),
  F64(4, true),
  /** Text with two characters per register. */
  ASCII(0, false),
  /** Text with one 16-bit character per register. */
  UTF16(0, false),
  /** One coil or discrete input. */
  BIT(1, false);

  private final int registers;
  private final boolean signed;

  ValueType(int registers, boolean signed) {
    this.registers = registers;
    this.signed = signed;
  }

  /**
   * Number of 16-bit registers, or coils, of one value; 0 for text, whose length the map states.
   */
  public int registers() {
    return registers;
  }

  public boolean isFloat() {
    return this == F32 || this == F64;
  }

  public boolean isInteger() {
    return !isFloat() && !isText();
  }

  public boolean isText() {
    return this == ASCII || this == UTF16;
  }

  /** Smallest whole number of the type; meaningless for floats and text. */
  public long min() {
    return !signed ? 0 : -(1L << (16 * registers - 1));
  }

  /** Largest whole number without loss; U64 ends at 2^63-1 here. */
  public long max() {
    if (this == BIT) {
      return 1;
    }
    int bits = Math.min(63, signed ? 16 * registers - 1 : 16 * registers);
    return bits == 63 ? Long.MAX_VALUE : (1L << bits) - 1;
  }
}
