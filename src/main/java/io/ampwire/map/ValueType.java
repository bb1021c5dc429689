package io.ampwire.map;

/** Data type of a point's registers. */
public enum ValueType {
  U16(1, false),
  S16(1, true),
  U32(2, false),
  S32(2, true),
  U64(4, false),
  S64(4, true),
  F32(2, true),
  F64(4, true),
  ASCII(0, false);

  private final int registers;
  private final boolean signed;

  ValueType(int registers, boolean signed) {
    this.registers = registers;
    this.signed = signed;
  }

  /** Number of 16-bit registers of one value; 0 for {@link #ASCII}, whose length the map states. */
  public int registers() {
    return registers;
  }

  public boolean isFloat() {
    return this == F32 || this == F64;
  }

  public boolean isInteger() {
    return !isFloat() && this != ASCII;
  }

  /** Smallest whole number of the type; meaningless for floats and text. */
  public long min() {
    return !signed ? 0 : -(1L << (16 * registers - 1));
  }

  /** Largest whole number without loss; U64 ends at 2^63-1 here. */
  public long max() {
    int bits = Math.min(63, signed ? 16 * registers - 1 : 16 * registers);
    return bits == 63 ? Long.MAX_VALUE : (1L << bits) - 1;
  }
}
