package io.ampwire.system;

import java.util.Arrays;

/**
 * Holding registers 0..5000 as a test lays them out by the words of the Modbus specification; it
 * shares nothing with the bridge's own coding.
 */
final class Words {
  static final int COUNT = 5001;

  private final boolean lowWordFirst;
  private final int[] words = new int[COUNT];

  Words(boolean lowWordFirst) {
    this.lowWordFirst = lowWordFirst;
  }

  Words u16(int address, int value) {
    words[address] = value & 0xFFFF;
    return this;
  }

  Words u32(int address, long value) {
    return split(address, value, 2);
  }

  Words u64(int address, long value) {
    return split(address, value, 4);
  }

  Words f32(int address, float value) {
    return split(address, Float.floatToIntBits(value), 2);
  }

  private Words split(int address, long bits, int count) {
    for (int i = 0; i < count; i++) {
      int shift = 16 * (lowWordFirst ? i : count - 1 - i);
      words[address + i] = (int) (bits >>> shift) & 0xFFFF;
    }
    return this;
  }

  /** The bytes of every register exchanged. */
  Words swapped() {
    for (int i = 0; i < COUNT; i++) {
      words[i] = words[i] << 8 & 0xFF00 | words[i] >> 8;
    }
    return this;
  }

  int[] all() {
    return Arrays.copyOf(words, COUNT);
  }
}
