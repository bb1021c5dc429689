package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * JSON writer: one line, UTF-8; floats print as their own shortest decimal. It also writes values
 * of chargers, with null for a missing one.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private Json() {}

  /** Content that writes into an open generator. */
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes one object. */
  static byte[] object(Content content) {
    return document(
        json -> {
          json.writeStartObject();
          content.write(json);
          json.writeEndObject();
        });
  }

  /** Writes one array. */
  static byte[] array(Content content) {
    return document(
        json -> {
          json.writeStartArray();
          content.write(json);
          json.writeEndArray();
        });
  }

  /** Writes one object over several lines, for files that people read too. */
  public static byte[] pretty(Content content) {
    return document(
        json -> {
          json.useDefaultPrettyPrinter();
          json.writeStartObject();
          content.write(json);
          json.writeEndObject();
          json.writeRaw('\n');
        });
  }

  /** Writes the given content. */
  static byte[] document(Content content) {
    // The buffers belong to the thread and serve one document after the other.
    ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler());
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot refuse a write", e);
    }
    byte[] document = bytes.toByteArray();
    bytes.release();
    return document;
  }

  /** Formats a time: {@code 2026-11-22T19:00:00.123Z}. */
  static String time(long millis) {
    // Formatted without a formatter, which costs more than all the numbers of a document.
    LocalDateTime at = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, ZoneOffset.UTC);
    byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);
    digits(text, 0, 4, at.getYear());
    digits(text, 5, 2, at.getMonthValue());
    digits(text, 8, 2, at.getDayOfMonth());
    digits(text, 11, 2, at.getHour());
    digits(text, 14, 2, at.getMinute());
    digits(text, 17, 2, at.getSecond());
    digits(text, 20, 3, (int) Math.floorMod(millis, 1000L));
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int from, int count, int number) {
    int rest = number;
    for (int at = from + count - 1; at >= from; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Written only where chargers move between bridges; a later owner has a greater epoch. */
  static void epoch(JsonGenerator json, OptionalLong epoch) throws IOException {
    if (epoch.isPresent()) {
      json.writeNumberField("epoch", epoch.getAsLong());
    }
  }

  /** Text of a code; a code without a label becomes {@code unknown_117}. */
  static void label(JsonGenerator json, Point point, Reading reading) throws IOException {
    OptionalLong read = reading.code();
    if (read.isPresent()) {
      long code = read.getAsLong();
      json.writeString(point.label(code).orElseGet(() -> "unknown_" + code));
    } else {
      json.writeNull();
    }
  }

  /** Converts a reading to a JSON value; a reading without a value is null. */
  static void value(JsonGenerator json, Reading reading) throws IOException {
    reading.accept(new ValueWriter(json));
  }

  /** Writes readings as JSON values; a reading without a value is null. */
  static final class ValueWriter implements Reading.Visitor<IOException> {
    private final JsonGenerator json;
    private final DecimalText decimal = new DecimalText();

    ValueWriter(JsonGenerator json) {
      this.json = json;
    }

    @Override
    public void whole(long value) throws IOException {
      json.writeNumber(value);
    }

    @Override
    public void real(float value) throws IOException {
      decimal.write(json, value);
    }

    @Override
    public void wide(double value) throws IOException {
      decimal.write(json, value);
    }

    @Override
    public void text(String value) throws IOException {
      json.writeString(value);
    }

    @Override
    public void none(String why) throws IOException {
      json.writeNull();
    }
  }

  static void decimal(JsonGenerator json, String name, Optional<Decimal> value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.get().value());
    } else {
      json.writeNull();
    }
  }

  static void whole(JsonGenerator json, String name, OptionalLong value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.getAsLong());
    } else {
      json.writeNull();
    }
  }
}
