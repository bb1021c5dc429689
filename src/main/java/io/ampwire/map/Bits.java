package io.ampwire.map;

/**
 * Bit field inside a number, for devices that pack a state and a flag into one register.
 *
 * @param from index of the lowest bit; 0 is the least significant bit of the number
 * @param count number of bits
 */
public record Bits(int from, int count) {

  /** Extracts the bit field of a number, shifted down to bit 0. */
  public long extract(long raw) {
    return raw >>> from & mask();
  }

  /** Returns a number with this bit field set and zeros around it. */
  public long place(long part) {
    return (part & mask()) << from;
  }

  private long mask() {
    return count >= 64 ? -1L : (1L << count) - 1;
  }
}
