package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.telemetry.RecentHistory;
import java.io.IOException;
import java.util.List;

/** JSON of recent events and answers, for the API. */
public final class RecentHistoryJson {
  private RecentHistoryJson() {}

  /**
   * Writes an array, in the given order. An event has a {@code type}, an answered command a {@code
   * command}; both have {@code charger}, {@code ts} and {@code time}.
   */
  public static byte[] entries(List<RecentHistory.Entry> entries) {
    return Json.array(
        json -> {
          for (RecentHistory.Entry entry : entries) {
            json.writeStartObject();
            json.writeStringField("charger", entry.charger().value());
            json.writeNumberField("ts", entry.ts());
            json.writeStringField("time", Json.time(entry.ts()));
            entry(json, entry);
            json.writeEndObject();
          }
        });
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
