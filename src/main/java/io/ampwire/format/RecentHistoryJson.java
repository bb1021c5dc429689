package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ampwire.telemetry.RecentHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** JSON of recent events and answers, for the API. */
public final class RecentHistoryJson {
  private static final JsonFactory PARSERS = new JsonFactory();

  private RecentHistoryJson() {}

  /**
   * Writes an array, in the given order. An event has a {@code type}, an answered command a {@code
   * command}; both have {@code charger}, {@code ts} and {@code time}.
   */
  public static byte[] entries(List<RecentHistory.Entry> entries) {
    return entries(entries, List.of());
  }

  /**
   * The same with entries of earlier runs behind them.
   *
   * @param earlier objects as {@link #line} wrote them
   */
  public static byte[] entries(List<RecentHistory.Entry> entries, List<String> earlier) {
    return Json.array(
        json -> {
          for (RecentHistory.Entry entry : entries) {
            json.writeStartObject();
            fields(json, entry);
            json.writeEndObject();
          }
          for (String line : earlier) {
            json.writeRawValue(line);
          }
        });
  }

  /** Writes one entry as a line. */
  public static String line(RecentHistory.Entry entry) {
    return new String(Json.object(json -> fields(json, entry)), StandardCharsets.UTF_8);
  }

  /** The charger of a line; empty for what is not an object that {@link #line} wrote. */
  public static Optional<String> charger(String line) {
    try (JsonParser json = PARSERS.createParser(line)) {
      String charger = null;
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
        if (next == JsonToken.VALUE_STRING && "charger".equals(json.currentName())) {
          charger = json.getText();
        }
      }
      return object ? Optional.ofNullable(charger) : Optional.empty();
    } catch (IOException torn) {
      return Optional.empty();
    }
  }

  private static void fields(JsonGenerator json, RecentHistory.Entry entry) throws IOException {
    json.writeStringField("charger", entry.charger().value());
    json.writeNumberField("ts", entry.ts());
    json.writeStringField("time", Json.time(entry.ts()));
    entry(json, entry);
  }

  private static void entry(JsonGenerator json, RecentHistory.Entry entry) throws IOException {
    if (entry instanceof RecentHistory.Happened happened) {
      json.writeStringField("type", happened.event().type().label());
      JsonDocuments.details(json, happened.event().details());
    } else if (entry instanceof RecentHistory.Answered answered) {
      json.writeStringField("command", answered.ack().command());
      json.writeStringField("id", answered.ack().id().orElse(null));
      AckJson.outcome(json, answered.ack().outcome());
      json.writeNumberField("ms", answered.ack().ms());
    }
  }

  /**
   * Writes two arrays of the same length: {@code ts} in ms, and {@code power} with null for a
   * missing value.
   */
  public static byte[] course(RecentHistory.Course course) {
    return Json.object(
        json -> {
          json.writeFieldName("ts");
          json.writeArray(course.stamps(), 0, course.stamps().length);
          json.writeArrayFieldStart("power");
          for (float value : course.values()) {
            if (Float.isFinite(value)) {
              json.writeNumber(value);
            } else {
              json.writeNull();
            }
          }
          json.writeEndArray();
        });
  }
}
