package io.ampwire.format;

import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a probe on the wire: its token and nothing else. */
public final class ProbeText {
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");
  private static final int LENGTH = 32;

  private ProbeText() {}

  static byte[] write(Document.Probe probe) {
    return probe.token().getBytes(StandardCharsets.US_ASCII);
  }

  /** Empty for anything that is not a probe; the outbox decides whether it is one of its own. */
  public static Optional<Document.Probe> read(byte[] payload) {
    if (payload.length != LENGTH) {
      return Optional.empty();
    }
    String text = new String(payload, StandardCharsets.US_ASCII);
    return TOKEN.matcher(text).matches() ? Optional.of(new Document.Probe(text)) : Optional.empty();
  }
}
