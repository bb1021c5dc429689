package io.ampwire.decode;

import io.ampwire.map.Coding;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * Raw registers last read for each point of a charger, before decoding. For use by one thread at a
 * time.
 */
public final class Capture {
  private static final Reading.Unavailable NO_SCALE =
      new Reading.Unavailable("its scale register has no power of ten");

  private final RegisterMap map;
  private final byte[][] bytes;
  private int[] offsets;
  private Reading.Unavailable[] missing;

  /** Whether a copy uses {@link #offsets} and {@link #missing} too; most polls change neither. */
  private boolean shared;

  private boolean swapped;

  /** Position of the point with the power of ten of each point's scale; -1 for a constant scale. */
  private final int[] scales;

  public Capture(RegisterMap map) {
    this.map = map;
    this.bytes = new byte[map.points().size()][];
    this.offsets = new int[bytes.length];
    this.missing = new Reading.Unavailable[bytes.length];
    this.scales = map.derived(Scales.class, Scales::of).positions();
    clear();
  }

  /** See {@link #scales}. */
  private record Scales(int[] positions) {
    private static Scales of(RegisterMap map) {
      return new Scales(
          map.points().stream()
              .mapToInt(point -> point.coding().scalePoint().map(map::position).orElse(-1))
              .toArray());
    }
  }

  private Capture(Capture from) {
    this.map = from.map;
    this.bytes = from.bytes.clone();
    this.offsets = from.offsets;
    this.missing = from.missing;
    this.shared = true;
    this.swapped = from.swapped;
    this.scales = from.scales;
  }

  /** Sets whether the two bytes of each register are swapped against the map; bits are not. */
  public void swapBytes(boolean swapped) {
    this.swapped = swapped;
  }

  /** Returns a copy of the current registers; later polls do not change it. */
  public Capture copy() {
    shared = true;
    return new Capture(this);
  }

  private void unshare() {
    if (shared) {
      offsets = offsets.clone();
      missing = missing.clone();
      shared = false;
    }
  }

  /** Forgets everything: no point has been read. */
  public void clear() {
    unshare();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = null;
      missing[i] = Reading.NOT_READ;
    }
  }

  /** Forgets the registers of all points, but not why others have none. */
  public void forgetRegisters() {
    unshare();
    for (int i = 0; i < bytes.length; i++) {
      missing[i] = bytes[i] == null ? missing[i] : Reading.NOT_READ;
      bytes[i] = null;
    }
  }

  /** Stores the registers of a point; {@code bytes} must not change afterwards. */
  public void put(Point point, byte[] registers, int offset) {
    int i = map.position(point.name());
    bytes[i] = registers;
    if (offsets[i] != offset) {
      unshare();
      offsets[i] = offset;
    }
  }

  /** Records that a point has no registers, and the reason. */
  public void missing(Point point, Reading.Unavailable why) {
    int i = map.position(point.name());
    bytes[i] = null;
    if (!why.equals(missing[i])) {
      unshare();
      missing[i] = why;
    }
  }

  /** Position of a point in the map; -1 for an unknown name. */
  public int position(String name) {
    return map.position(name);
  }

  /** Decodes the point in that word order. */
  public Reading read(int position, WordOrder order) {
    byte[] registers = bytes[position];
    if (registers == null) {
      return missing[position];
    }
    double scale = scale(position, order);
    return Double.isNaN(scale)
        ? NO_SCALE
        : swapped(position)
            ? Decoder.decode(map.points().get(position), order, reversed(position), 0, scale)
            : Decoder.decode(
                map.points().get(position), order, registers, offsets[position], scale);
  }

  /** Scale of the point; NaN if its scale register has none. */
  private double scale(int position, WordOrder order) {
    double constant = map.points().get(position).scale();
    if (scales[position] < 0) {
      return constant;
    }
    OptionalLong exponent = read(scales[position], order).code();
    boolean usable =
        exponent.isPresent() && Math.abs(exponent.getAsLong()) <= Coding.LARGEST_EXPONENT;
    return usable
        ? new BigDecimal(Double.toString(constant))
            .scaleByPowerOfTen((int) exponent.getAsLong())
            .doubleValue()
        : Double.NaN;
  }

  /** Like {@link #read(int, WordOrder)}, by name; "not read" for a name that is not in the map. */
  public Reading read(String name, WordOrder order) {
    int position = position(name);
    return position < 0 ? Reading.NOT_READ : read(position, order);
  }

  /**
   * Number in the registers, scaled, even if the map calls it implausible; NaN if there is none or
   * it means "not available".
   */
  public double unchecked(int position, WordOrder order) {
    byte[] registers = bytes[position];
    return registers == null
        ? Double.NaN
        : Decoder.unchecked(
            map.points().get(position),
            order,
            swapped(position) ? reversed(position) : registers,
            swapped(position) ? 0 : offsets[position],
            scale(position, order));
  }

  private boolean swapped(int position) {
    return swapped && !map.points().get(position).isBit();
  }

  /** The registers of a point with the bytes of each swapped. */
  private byte[] reversed(int position) {
    byte[] reversed = new byte[2 * map.points().get(position).registers()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes[position][offsets[position] + (i ^ 1)];
    }
    return reversed;
  }

  /** Numbers of points, decoded in that order; NaN for a point without a number. */
  public ToDoubleFunction<String> in(WordOrder order) {
    return name -> read(name, order).number();
  }

  /** Whether every register of the point holds zero. */
  public boolean isZero(int position) {
    if (bytes[position] == null) {
      return false;
    }
    for (int i = 0; i < 2 * map.points().get(position).registers(); i++) {
      if (bytes[position][offsets[position] + i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Registers of the point as hex words, such as {@code d35a 4118}; empty if there are none. */
  public String words(int position) {
    StringBuilder text = new StringBuilder();
    if (bytes[position] != null) {
      for (int i = 0; i < map.points().get(position).registers(); i++) {
        int at = offsets[position] + 2 * i;
        text.append(i == 0 ? "" : " ");
        text.append("%02x%02x".formatted(bytes[position][at], bytes[position][at + 1]));
      }
    }
    return text.toString();
  }
}
