package io.ampwire.format;

import io.ampwire.decode.Reading;
import java.nio.charset.StandardCharsets;

/** Plain text of a reading on the point's own topic; numbers print as in the state document. */
final class PointText {
  private PointText() {}

  /** Text of the reading; empty if it has no value. */
  static byte[] of(Reading reading) {
    if (!reading.isValue()) {
      return new byte[0];
    }
    return reading instanceof Reading.Text text
        ? text.value().getBytes(StandardCharsets.UTF_8)
        : Json.document(json -> Json.value(json, reading));
  }
}
