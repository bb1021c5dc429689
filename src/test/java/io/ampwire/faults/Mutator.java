package io.ampwire.faults;

import java.util.Arrays;
import java.util.Random;

/** Damages frames at random, as broken gateways and bad lines do. */
public final class Mutator {
  private static final int[] STRANGE = {0xFFFF, 0x7FC0, 0x7F80, 0xFF80, 0x8000, 0, 1, 0x7FFF};

  private final Random random;

  public Mutator(Random random) {
    this.random = random;
  }

  /** A damaged copy; now and then the damage is none. */
  public byte[] mutate(byte[] frame) {
    byte[] bytes = frame.clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(10)) {
      case 0:
        return with(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
      case 1:
        return with(bytes, at, random.nextInt(256));
      case 2:
        return Arrays.copyOf(bytes, at);
      case 3:
        return Frames.join(bytes, noise(1 + random.nextInt(8)));
      case 4:
        return bytes.length < 6 ? bytes : lyingAboutLength(bytes);
      case 5:
        return Frames.join(bytes, bytes);
      case 6:
        return swapped(bytes, at, random.nextInt(bytes.length));
      case 7:
        return Frames.join(
            Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
      case 8:
        return Frames.join(
            Arrays.copyOf(bytes, at), noise(1), Arrays.copyOfRange(bytes, at, bytes.length));
      default:
        return strange(bytes);
    }
  }

  /** Pieces of the bytes, in order, none of them empty. */
  public byte[][] cut(byte[] bytes) {
    int first = bytes.length < 2 ? bytes.length : 1 + random.nextInt(bytes.length - 1);
    int second = first + random.nextInt(bytes.length - first + 1);
    return new byte[][] {
      Arrays.copyOf(bytes, first),
      Arrays.copyOfRange(bytes, first, second),
      Arrays.copyOfRange(bytes, second, bytes.length)
    };
  }

  private byte[] noise(int count) {
    byte[] noise = new byte[count];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] lyingAboutLength(byte[] bytes) {
    boolean nearly = random.nextBoolean();
    int length = nearly ? Frames.word(bytes, 4) + random.nextInt(9) - 4 : random.nextInt(0x10000);
    return with(with(bytes, 4, length >> 8), 5, length);
  }

  /** Registers that mean something special, in one word or two. */
  private byte[] strange(byte[] bytes) {
    byte[] changed = bytes;
    int at = 9 + 2 * random.nextInt(Math.max(1, (bytes.length - 9) / 2));
    for (int i = at; i < at + 4 && i + 1 < bytes.length; i += 2) {
      int word = STRANGE[random.nextInt(STRANGE.length)];
      changed = with(with(changed, i, word >> 8), i + 1, word);
    }
    return changed;
  }

  private static byte[] swapped(byte[] bytes, int one, int other) {
    return with(with(bytes, one, bytes[other]), other, bytes[one]);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
