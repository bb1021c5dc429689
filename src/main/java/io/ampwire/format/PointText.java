package io.ampwire.format;

import io.ampwire.decode.Reading;
import java.nio.charset.StandardCharsets;

/** A reading as the bare text of a point's own topic: numbers as the state document prints them. */
final class PointText {
  private PointText() {}

  /** Empty where there is no value. */
  static byte[] of(Reading reading) {
    if (!reading.isValue()) {
      return new byte[0];
    }
    return reading instanceof Reading.Text text
        ? text.value().getBytes(StandardCharsets.UTF_8)
        : Json.document(json -> StateJson.value(json, reading));
  }
}
