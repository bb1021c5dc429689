package io.ampwire.map;

/**
 * Bit field inside a number: some devices pack a state and a flag into one register.
 *
 * @param from lowest bit, 0 is the least significant of the number
 * @param count how many
 */
public record Bits(int from, int count) {

  /** The bit field of a number, moved down to bit 0. */
  public long extract(long raw) {
    return raw >>> from & mask();
  }

  /** A number with this bit field and zeros around it. */
  public long place(long part) {
    return (part & mask()) << from;
  }

  private long mask() {
    return count >= 64 ? -1L : (1L << count) - 1;
  }
}
