package io.ampwire.demo;

import io.ampwire.map.WordOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Register contents of a simulated device, by wire address. Safe for several threads; {@link
 * #together} changes several values atomically for readers.
 */
public final class RegisterImage {
  private static final short BLANK = (short) 0xFFFF;

  private final WordOrder order;
  private final BitSet answered = new BitSet();
  private short[] words = new short[0];

  /** Creates an empty image with the word order of its multi-register values. */
  public RegisterImage(WordOrder order) {
    this.order = order;
  }

  /**
   * Creates an image with the two address ranges that an EVlink Pro AC answers completely; source:
   * seed, "protocol notes".
   */
  public static RegisterImage evlinkProAc(WordOrder order) {
    return new RegisterImage(order).reserve(2999, 3222).reserve(4000, 4079);
  }

  /** Makes a range readable; registers without a value read 0xFFFF. Both ends are inclusive. */
  public synchronized RegisterImage reserve(int first, int last) {
    for (int address = first; address <= last; address++) {
      set(address, BLANK);
    }
    return this;
  }

  /** Makes registers read 0xFFFF, as for a value that the device does not have. */
  public RegisterImage blank(int first, int count) {
    return reserve(first, first + count - 1);
  }

  public RegisterImage putU16(int address, int value) {
    return put(address, value, 1);
  }

  public RegisterImage putU32(int address, long value) {
    return put(address, value, 2);
  }

  public RegisterImage putU64(int address, long value) {
    return put(address, value, 4);
  }

  public RegisterImage putF32(int address, double value) {
    return put(address, Float.floatToRawIntBits((float) value), 2);
  }

  /**
   * Writes a text: two characters per register, the first in the high byte, padded with zeros. The
   * word order has no effect.
   */
  public synchronized RegisterImage putAscii(int address, int registers, String text) {
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 2 * registers);
    for (int i = 0; i < registers; i++) {
      set(address + i, (short) (bytes[2 * i] << 8 | bytes[2 * i + 1] & 0xFF));
    }
    return this;
  }

  private synchronized RegisterImage put(int address, long value, int registers) {
    for (int i = 0; i < registers; i++) {
      int significance = order.lowWordFirst() ? i : registers - 1 - i;
      short word = (short) (value >>> 16 * significance);
      // A single register has no word order: Modbus defines its byte order.
      set(address + i, order.bytesSwapped() && registers > 1 ? Short.reverseBytes(word) : word);
    }
    return this;
  }

  private void set(int address, short word) {
    if (address < 0 || address > 0xFFFF) {
      throw new IllegalArgumentException("no such register: " + address);
    }
    if (address >= words.length) {
      words = Arrays.copyOf(words, address + 64);
    }
    words[address] = word;
    answered.set(address);
  }

  /** Whether a read of all these registers is legal: each has a value or is in a reserved range. */
  public synchronized boolean answers(int first, int count) {
    return first >= 0 && count > 0 && answered.nextClearBit(first) >= first + count;
  }

  /** The value of the register, 0..65535; only for registers that {@link #answers}. */
  public synchronized int word(int address) {
    if (!answers(address, 1)) {
      throw new IllegalArgumentException("no such register: " + address);
    }
    return words[address] & 0xFFFF;
  }

  /** Runs a change atomically for readers. */
  public synchronized void together(Runnable change) {
    change.run();
  }
}
