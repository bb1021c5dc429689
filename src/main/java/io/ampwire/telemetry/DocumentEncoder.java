package io.ampwire.telemetry;

/** Port: the bytes of a document as they go over the wire. */
public interface DocumentEncoder {
  byte[] encode(Document document);
}
