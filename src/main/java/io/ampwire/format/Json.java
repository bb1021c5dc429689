package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** JSON on one line in UTF-8; floats print as their own shortest decimal. */
final class Json {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  /** Writes into an open generator. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** One object. */
  static byte[] object(Content content) {
    return document(
        json -> {
          json.writeStartObject();
          content.write(json);
          json.writeEndObject();
        });
  }

  /** One array. */
  static byte[] array(Content content) {
    return document(
        json -> {
          json.writeStartArray();
          content.write(json);
          json.writeEndArray();
        });
  }

  /** One object over many lines, for files that people read too. */
  static byte[] pretty(Content content) {
    return document(
        json -> {
          json.useDefaultPrettyPrinter();
          json.writeStartObject();
          content.write(json);
          json.writeEndObject();
          json.writeRaw('\n');
        });
  }

  /** Whatever the content writes. */
  static byte[] document(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot refuse a write", e);
    }
    return bytes.toByteArray();
  }

  /** {@code 2026-11-22T19:00:00.123Z}. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}
