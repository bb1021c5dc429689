package io.ampwire.demo;

import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Registers of a simulated device for a map: one image for each unit and read function. It encodes
 * numbers from the map alone, without the bridge's own encoder.
 */
final class MapRegisters {
  private final RegisterMap map;
  private final WordOrder order;
  private final Map<Space, RegisterImage> spaces = new HashMap<>();

  /** Address space: the same address in another unit or function is another register. */
  private record Space(int unit, int function) {}

  /**
   * @param order word order of all points that use the map's order; other points keep their own
   */
  MapRegisters(RegisterMap map, WordOrder order) {
    this.map = map;
    this.order = order;
    RegisterImage main = space(map.link().unit(), map.link().readFunction());
    for (LinkSettings.Window window : map.link().windows()) {
      for (int address = window.from(); address <= window.to(); address++) {
        main.putU16(address, window.gap());
      }
    }
    map.points().stream()
        .filter(Point::readable)
        .forEach(point -> image(point).blank(point.address(), point.registers()));
  }

  /** The registers of a unit and function; empty if no point of the map uses them. */
  RegisterImage space(int unit, int function) {
    return spaces.computeIfAbsent(
        new Space(unit, function), space -> new RegisterImage(WordOrder.HIGH_WORD_FIRST));
  }

  private RegisterImage image(Point point) {
    return space(point.unitId().orElse(map.link().unit()), point.readFunction());
  }

  /** Runs a change of the main registers atomically for readers. */
  void together(Runnable change) {
    space(map.link().unit(), map.link().readFunction()).together(change);
  }

  void text(Point point, String text) {
    boolean wide = point.type() == ValueType.UTF16;
    byte[] bytes =
        Arrays.copyOf(
            text.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII),
            2 * point.registers());
    int low = point.order().bytesSwapped() ? 0 : 1;
    for (int i = 0; i < point.registers(); i++) {
      int word = (bytes[2 * i + 1 - low] & 0xFF) << 8 | bytes[2 * i + low] & 0xFF;
      image(point).putU16(point.address() + i, word);
    }
  }

  /** Writes a code: the whole number, a part of it, or a text. */
  void code(Point point, long code) {
    if (point.type().isText()) {
      point.coding().texts().entrySet().stream()
          .filter(entry -> entry.getValue() == code)
          .findFirst()
          .ifPresent(entry -> text(point, entry.getKey()));
    } else {
      put(point, point.coding().bits().map(bits -> bits.place(code)).orElse(code));
    }
  }

  /** Writes a quantity in the point's unit, rounded to the register's resolution. */
  void quantity(Point point, double value) {
    double raw = value / point.scale();
    put(
        point,
        switch (point.type()) {
          case F32 -> Float.floatToRawIntBits((float) raw) & 0xFFFFFFFFL;
          case F64 -> Double.doubleToRawLongBits(raw);
          default -> Math.round(raw);
        });
  }

  private void put(Point point, long bits) {
    RegisterImage image = image(point);
    for (int i = 0; i < point.registers(); i++) {
      image.putU16(point.address() + i, (int) (bits >>> shift(point, i)) & 0xFFFF);
    }
  }

  /** Decodes a written quantity, in the point's unit. */
  double written(Point point, int[] words) {
    long bits = 0;
    for (int i = 0; i < words.length; i++) {
      bits |= (words[i] & 0xFFFFL) << shift(point, i);
    }
    return point.scale()
        * switch (point.type()) {
          case F32 -> Float.intBitsToFloat((int) bits);
          case F64 -> Double.longBitsToDouble(bits);
          default -> bits;
        };
  }

  private int shift(Point point, int register) {
    WordOrder own = point.order() == map.link().order() ? order : point.order();
    return 16 * (own.lowWordFirst() ? register : point.registers() - 1 - register);
  }
}
