package io.ampwire.telemetry;

/** Port: encoder of documents in their wire format. */
public interface DocumentEncoder {
  byte[] encode(Document document);
}
