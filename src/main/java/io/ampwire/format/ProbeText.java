package io.ampwire.format;

import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text of a probe message on the wire: only its token. */
public final class ProbeText {
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");
  private static final int LENGTH = 32;

  private ProbeText() {}

  static byte[] write(Document.Probe probe) {
    return probe.token().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Parses a token; empty if the text is not a probe. The outbox decides whether the probe is its
   * own.
   */
  public static Optional<Document.Probe> read(byte[] payload) {
    if (payload.length != LENGTH) {
      return Optional.empty();
    }
    String text = new String(payload, StandardCharsets.US_ASCII);
    return TOKEN.matcher(text).matches() ? Optional.of(new Document.Probe(text)) : Optional.empty();
  }
}
