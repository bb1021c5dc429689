package io.ampwire.format;

import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The loop mark on the wire: {@code secret generation sent}. */
public final class ProbeText {
  private static final int LONGEST = 100;

  private ProbeText() {}

  static byte[] write(Document.Probe mark) {
    String text = mark.secret() + " " + mark.generation() + " " + mark.sent();
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Empty for anything that is no mark; whose it is, the outbox decides. */
  public static Optional<Document.Probe> read(byte[] payload) {
    if (payload.length > LONGEST) {
      return Optional.empty();
    }
    String[] parts = new String(payload, StandardCharsets.US_ASCII).split(" ", -1);
    try {
      return parts.length == 3
          ? Optional.of(
              new Document.Probe(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
          : Optional.empty();
    } catch (NumberFormatException noMark) {
      return Optional.empty();
    }
  }
}
