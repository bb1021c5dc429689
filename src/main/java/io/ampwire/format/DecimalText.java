package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Writer of a number's shortest decimal. It finds the decimals of most readings by trial, in a
 * buffer that serves one number after the other; Jackson, which writes the others, makes several
 * objects for each. Used by one thread at a time.
 */
final class DecimalText {
  /** Powers of ten by which the product with a float is exact. */
  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

  /** Smaller numbers have an exponent in their text. */
  private static final double LEAST = 1e-3;

  /** Numbers from here on have an exponent in their text. */
  private static final double MOST = 1e7;

  /** Each decimal of fewer digits has a double of its own. */
  private static final double MOST_DIGITS = 1e15;

  private final char[] text = new char[24];

  void write(JsonGenerator json, float value) throws IOException {
    float size = Math.abs(value);
    for (int places = 0; isPlain(size) && places < TENS.length; places++) {
      double digits = Math.rint(size * TENS[places]);
      if ((float) (digits / TENS[places]) == size) {
        write(json, Float.floatToRawIntBits(value) < 0, (long) digits, places);
        return;
      }
    }
    json.writeNumber(value);
  }

  void write(JsonGenerator json, double value) throws IOException {
    double size = Math.abs(value);
    for (int places = 0; isPlain(size) && places < TENS.length; places++) {
      double digits = Math.rint(size * TENS[places]);
      if (digits / TENS[places] == size && digits < MOST_DIGITS) {
        write(json, Double.doubleToRawLongBits(value) < 0, (long) digits, places);
        return;
      }
    }
    json.writeNumber(value);
  }

  private static boolean isPlain(double size) {
    return size == 0 || size >= LEAST && size < MOST;
  }

  private void write(JsonGenerator json, boolean negative, long digits, int places)
      throws IOException {
    int at = text.length;
    // At least one digit follows the point.
    long rest = places == 0 ? 10 * digits : digits;
    for (int i = 0; i < Math.max(1, places); i++) {
      text[--at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
    text[--at] = '.';
    do {
      text[--at] = (char) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (negative) {
      text[--at] = '-';
    }
    json.writeNumber(text, at, text.length - at);
  }
}
