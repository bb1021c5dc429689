package io.ampwire.trust;

import io.ampwire.decode.Decoder;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Register words with a known meaning, written to a server and read back. They are encoded by the
 * letters ABCD independently of the encoder, so that an error in the encoder shows.
 *
 * @param raw content of the registers, before scale and packing
 * @param number expected reading; NaN for text
 * @param text text in the registers
 */
public record TestVector(Point point, double raw, double number, String text) {
  private static final String TEXT = "AMPWIRE-KNOWN-WORDS";
  private static final int TRIES = 500;
  private static final double STEP = 0.6180339887498949;

  /**
   * Creates a vector whose value is plausible by the map and reads differently in each other order.
   */
  public static TestVector of(Point point) {
    if (point.type().isText()) {
      return text(point);
    }
    TestVector candidate = null;
    for (int i = 0; i < TRIES; i++) {
      double raw = candidate(point, frac(0.377 + STEP * (i + point.address())));
      candidate = number(point, raw);
      if (candidate.usable() && candidate.distinct()) {
        return candidate;
      }
    }
    return candidate;
  }

  /** Creates a vector for a quantity, or for a code that is packed into part of the number. */
  static TestVector number(Point point, double raw) {
    double meant =
        point
            .coding()
            .bits()
            .map(bits -> (double) bits.extract(Math.round(raw)))
            .orElse(raw * point.scale());
    return new TestVector(point, raw, meant, "");
  }

  /** Creates a vector for a text, or for the code that a text of the map stands for. */
  private static TestVector text(Point point) {
    return point.coding().texts().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(code -> new TestVector(point, 0, code.getValue(), code.getKey()))
        .orElseGet(
            () ->
                new TestVector(
                    point,
                    0,
                    Double.NaN,
                    TEXT.substring(0, Math.min(TEXT.length(), characters(point)))));
  }

  /** Registers as they are on the wire in that order. */
  public byte[] bytes(WordOrder order) {
    if (point.type().isText()) {
      return textBytes();
    }
    byte[] most = mostSignificantFirst();
    byte[] wire = new byte[most.length];
    String letters = order.letters();
    boolean lowWordFirst = letters.indexOf('A') > letters.indexOf('C');
    boolean swapped = letters.indexOf('A') > letters.indexOf('B');
    for (int i = 0; i < most.length; i++) {
      int word = lowWordFirst ? most.length / 2 - 1 - i / 2 : i / 2;
      wire[i] = most[2 * word + (swapped ? 1 - i % 2 : i % 2)];
    }
    return wire;
  }

  private static int characters(Point point) {
    return point.type() == ValueType.UTF16 ? point.registers() : 2 * point.registers();
  }

  /** The text as the map lays it out, whatever the order of the words. */
  private byte[] textBytes() {
    boolean wide = point.type() == ValueType.UTF16;
    byte[] wire =
        Arrays.copyOf(
            text.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII),
            2 * point.registers());
    if (point.order().bytesSwapped()) {
      for (int i = 0; i < wire.length; i += 2) {
        byte first = wire[i];
        wire[i] = wire[i + 1];
        wire[i + 1] = first;
      }
    }
    return wire;
  }

  /**
   * Whether the value reads the same in both orders, which no pair of registers can distinguish.
   */
  public boolean alike(WordOrder one, WordOrder other) {
    return Arrays.equals(bytes(one), bytes(other));
  }

  /** Whether the words are a text without a code. */
  boolean isText() {
    return Double.isNaN(number);
  }

  private byte[] mostSignificantFirst() {
    int length = 2 * point.registers();
    ByteBuffer buffer = ByteBuffer.allocate(8);
    switch (point.type()) {
      case F32 -> buffer.putFloat(4, (float) raw);
      case F64 -> buffer.putDouble(0, raw);
      default -> buffer.putLong(0, Math.round(raw));
    }
    return Arrays.copyOfRange(buffer.array(), 8 - length, 8);
  }

  private boolean usable() {
    long whole = Math.round(raw);
    boolean meant =
        point.type().isInteger()
            && (point.notAvailable().contains(whole) || point.sentinels().containsKey(whole));
    return !meant && point.plausible().map(range -> range.contains(number)).orElse(true);
  }

  /** Whether no two orders have the same registers or the same reading by chance. */
  private boolean distinct() {
    Set<String> layouts = new HashSet<>();
    for (WordOrder order : WordOrder.values()) {
      byte[] wire = bytes(order);
      layouts.add(Arrays.toString(wire));
      for (WordOrder other : WordOrder.values()) {
        if (!alike(order, other) && Decoder.decode(point, other, wire, 0).number() == number) {
          return false;
        }
      }
    }
    return layouts.size() == (point.orderDependent() ? WordOrder.values().length : 2);
  }

  private static double candidate(Point point, double part) {
    double low = point.type().isFloat() ? 1 : Math.max(0, point.type().min());
    double high = point.type().isFloat() ? 1000 : Math.min(point.type().max(), 1L << 40);
    Range range = point.plausible().orElse(null);
    if (range != null) {
      low = Math.max(low, Math.min(range.min(), range.max()) / point.scale());
      high = Math.min(high, range.max() / point.scale());
    }
    double raw = low + (high - low) * part;
    if (point.type() == ValueType.F32) {
      return (float) raw;
    }
    return point.type().isFloat() ? raw : Math.floor(raw);
  }

  private static double frac(double value) {
    return value - Math.floor(value);
  }
}
