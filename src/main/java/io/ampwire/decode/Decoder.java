package io.ampwire.decode;

import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.regex.Pattern;

/**
 * Decoder of registers. Any bytes decode to a {@link Reading}; the decoder never throws and never
 * returns NaN or a number outside the map's plausible range.
 */
public final class Decoder {
  /** Bounds beyond which a float of a charger is not a quantity, whether in A, V, kW or Hz. */
  private static final double LARGEST = 1e12;

  private static final double SMALLEST = 1e-6;

  /** Control characters, marks of direction, line ends, lone surrogates, unassigned characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Decoder() {}

  /**
   * @param bytes registers as on the wire, two bytes each
   * @param offset first byte of the point in {@code bytes}
   */
  public static Reading decode(Point point, WordOrder order, byte[] bytes, int offset) {
    return decode(point, order, bytes, offset, point.scale());
  }

  /** Like the method above, with a scale that the device states in another register. */
  static Reading decode(Point point, WordOrder order, byte[] bytes, int offset, double scale) {
    if (point.type().isText()) {
      return text(point, bytes, offset);
    }
    if (point.isBit()) {
      return whole(point, bits(1, WordOrder.HIGH_WORD_FIRST, bytes, offset), scale);
    }
    long bits = bits(point.registers(), order, bytes, offset);
    return switch (point.type()) {
      case F32 -> real(point, Float.intBitsToFloat((int) bits), bits == 0xFFFFFFFFL);
      case F64 -> real(point, Double.longBitsToDouble(bits), bits == -1L);
      default -> whole(point, signed(point.type(), bits), scale);
    };
  }

  /** Like {@link #decode}, without the plausibility check; NaN without a number. */
  static double unchecked(Point point, WordOrder order, byte[] bytes, int offset, double scale) {
    if (point.type().isText() || point.isBit() || point.coding().bits().isPresent()) {
      return Double.NaN;
    }
    long bits = bits(point.registers(), order, bytes, offset);
    if (point.type().isFloat()) {
      boolean single = point.type() == ValueType.F32;
      double raw = single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
      return Double.isFinite(raw) ? scaled(raw, point.scale()) : Double.NaN;
    }
    long raw = signed(point.type(), bits);
    boolean meant = point.notAvailable().contains(raw) || point.sentinels().containsKey(raw);
    return meant ? Double.NaN : scaled(raw, scale);
  }

  /** Returns the registers as one number, most significant first whatever the order on the wire. */
  public static long bits(int registers, WordOrder order, byte[] bytes, int offset) {
    long bits = 0;
    for (int i = 0; i < registers; i++) {
      int at = offset + 2 * (order.lowWordFirst() ? registers - 1 - i : i);
      int high = bytes[order.bytesSwapped() ? at + 1 : at] & 0xFF;
      int low = bytes[order.bytesSwapped() ? at : at + 1] & 0xFF;
      bits = bits << 16 | high << 8 | low;
    }
    return bits;
  }

  private static long signed(ValueType type, long bits) {
    return switch (type) {
      case S16 -> (short) bits;
      case S32 -> (int) bits;
      default -> bits;
    };
  }

  private static Reading whole(Point point, long raw, double scale) {
    if (!point.notAvailable().isEmpty() && point.notAvailable().contains(raw)) {
      return Reading.NOT_AVAILABLE;
    }
    if (!point.sentinels().isEmpty() && point.sentinels().containsKey(raw)) {
      return new Reading.Unavailable(point.sentinels().get(raw));
    }
    if (point.type() == ValueType.U64 && raw < 0) {
      return new Reading.Implausible("more than 2^63");
    }
    if (point.coding().bits().isPresent()) {
      return Reading.Whole.of(point.coding().bits().get().extract(raw));
    }
    double value = scaled(raw, scale);
    if (outside(point, value)) {
      return new Reading.Implausible(raw, " is outside the plausible range");
    }
    return scale == 1 ? Reading.Whole.of(raw) : new Reading.Wide(value);
  }

  private static Reading real(Point point, float raw, boolean allOnes) {
    if (point.scale() != 1) {
      // Converts through the shortest decimal, because further digits are noise of the conversion.
      double exact = Float.isFinite(raw) ? Double.parseDouble(Float.toString(raw)) : raw;
      return real(point, exact, allOnes);
    }
    Reading checked = checked(point, raw, allOnes || Float.isNaN(raw));
    return checked != null ? checked : new Reading.Real(raw == 0 ? 0f : raw);
  }

  private static Reading real(Point point, double raw, boolean allOnes) {
    double value = scaled(raw, point.scale());
    Reading checked = checked(point, value, allOnes || Double.isNaN(raw));
    return checked != null ? checked : new Reading.Wide(value == 0 ? 0d : value);
  }

  /** Returns the reason why the value is invalid; null if it is valid. */
  private static Reading checked(Point point, double value, boolean none) {
    if (none) {
      return Reading.NOT_AVAILABLE;
    }
    double size = Math.abs(value);
    boolean absurd = size > LARGEST || (size != 0 && size < SMALLEST);
    if (absurd || outside(point, value)) {
      return new Reading.Implausible(value, " is not plausible");
    }
    return null;
  }

  private static boolean outside(Point point, double value) {
    Range range = point.plausible().orElse(null);
    return range != null && !range.contains(value);
  }

  /** Divides by ten, because a multiplication by 0.1 prints unexpected digits. */
  private static double scaled(double raw, double scale) {
    double inverse = Math.rint(1 / scale);
    boolean divides = scale < 1 && Math.abs(inverse * scale - 1) < 1e-12;
    return divides ? raw / inverse : raw * scale;
  }

  private static Reading text(Point point, byte[] bytes, int offset) {
    StringBuilder text = new StringBuilder();
    boolean wide = point.type() == ValueType.UTF16;
    int swap = point.order().bytesSwapped() ? 1 : 0;
    boolean printable = true;
    for (int i = 0; i < 2 * point.registers(); i += wide ? 2 : 1) {
      int c = bytes[offset + (i ^ swap)] & 0xFF;
      if (wide) {
        c = c << 8 | bytes[offset + (i ^ swap ^ 1)] & 0xFF;
      }
      if (c == 0 || c == (wide ? 0xFFFF : 0xFF)) {
        break;
      }
      text.append((char) c);
      printable &= c >= 0x20 && c <= 0x7E;
    }
    if (wide ? UNPRINTABLE.matcher(text).find() : !printable) {
      return new Reading.Implausible("not text: " + hex(bytes, offset, point.registers()));
    }
    String trimmed = text.toString().strip();
    if (trimmed.isEmpty()) {
      return Reading.NOT_AVAILABLE;
    }
    return point.coding().texts().isEmpty() ? new Reading.Text(trimmed) : coded(point, trimmed);
  }

  private static Reading coded(Point point, String text) {
    Long code = point.coding().texts().get(text);
    return code == null
        ? new Reading.Implausible("unknown text '" + text + "'")
        : Reading.Whole.of(code);
  }

  private static String hex(byte[] bytes, int offset, int registers) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 2 * registers; i++) {
      hex.append("%02x".formatted(bytes[offset + i]));
    }
    return hex.toString();
  }
}
