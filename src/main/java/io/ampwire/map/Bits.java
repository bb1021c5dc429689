package io.ampwire.map;

/**
 * A part of a register or of a whole number of several: some devices pack a state and a flag into
 * one.
 *
 * @param from lowest bit, 0 is the least significant of the number
 * @param count how many
 */
public record Bits(int from, int count) {

  /** The part, moved down to bit 0. */
  public long extract(long raw) {
    return raw >>> from & mask();
  }

  /** A number that has this part and zeros around it. */
  public long place(long part) {
    return (part & mask()) << from;
  }

  private long mask() {
    return count >= 64 ? -1L : (1L << count) - 1;
  }
}
