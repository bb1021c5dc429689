package io.ampwire.decode;

import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Encoder of values for writes, the inverse of {@link Decoder}. */
public final class Encoder {
  /** Deviation that comes from a scale which no decimal states exactly. */
  private static final BigDecimal ROUNDING = new BigDecimal("1e-6");

  private Encoder() {}

  /**
   * Encodes a whole number to registers, as on the wire.
   *
   * @throws IllegalArgumentException if the type cannot hold the number; nothing is truncated
   */
  public static byte[] whole(Point point, WordOrder order, long value) {
    if (!point.type().isInteger() || value < point.type().min() || value > point.type().max()) {
      throw new IllegalArgumentException(point.name() + " does not carry " + value);
    }
    return bytes(point.registers(), point.isBit() ? WordOrder.HIGH_WORD_FIRST : order, value);
  }

  /**
   * Encodes a number in the point's unit to registers, as on the wire.
   *
   * @throws IllegalArgumentException if the type cannot hold it so that it reads back exactly
   */
  public static byte[] quantity(Point point, WordOrder order, Decimal value) {
    BigDecimal scale = BigDecimal.valueOf(point.scale());
    BigDecimal raw = value.value().divide(scale, MathContext.DECIMAL64);
    if (point.type().isFloat()) {
      return real(point, order, raw.doubleValue());
    }
    BigDecimal whole = raw.setScale(0, RoundingMode.HALF_EVEN);
    if (whole.multiply(scale).subtract(value.value()).abs().compareTo(ROUNDING) > 0) {
      throw new IllegalArgumentException(point.name() + " has no register value for " + value);
    }
    return whole(point, order, whole.longValueExact());
  }

  /** Encodes a float to registers, as on the wire. */
  public static byte[] real(Point point, WordOrder order, double value) {
    return switch (point.type()) {
      case F32 -> bytes(2, order, Float.floatToIntBits((float) value) & 0xFFFFFFFFL);
      case F64 -> bytes(4, order, Double.doubleToLongBits(value));
      default -> throw new IllegalArgumentException(point.name() + " is not a float");
    };
  }

  private static byte[] bytes(int registers, WordOrder order, long bits) {
    byte[] bytes = new byte[2 * registers];
    for (int i = 0; i < registers; i++) {
      int word = (int) (bits >>> 16 * (order.lowWordFirst() ? i : registers - 1 - i));
      int high = order.bytesSwapped() ? 2 * i + 1 : 2 * i;
      int low = order.bytesSwapped() ? 2 * i : 2 * i + 1;
      bytes[high] = (byte) (word >>> 8);
      bytes[low] = (byte) word;
    }
    return bytes;
  }
}
