package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** JSON of a point for the API: its value, and its raw registers on a charger's own page. */
final class PointJson {
  private PointJson() {}

  /** Writes the value of a role; null if the map has no point for it. */
  static void value(JsonGenerator json, String role, ChargerJson.Seen seen, Optional<String> name)
      throws IOException {
    json.writeFieldName(role);
    Optional<Point> point = name.flatMap(seen.map()::point);
    if (point.isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("point", point.get().name());
    reading(json, point.get(), seen.reading(point.get().name()));
    json.writeEndObject();
  }

  /** Writes the values of a role that each phase has. */
  static void values(JsonGenerator json, String role, ChargerJson.Seen seen, List<String> names)
      throws IOException {
    json.writeArrayFieldStart(role);
    for (String name : names) {
      Point point = seen.map().point(name).orElseThrow();
      json.writeStartObject();
      json.writeStringField("point", name);
      reading(json, point, seen.reading(name));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes every point of the map: decoded value, raw registers and address. */
  static void all(JsonGenerator json, ChargerJson.Seen seen) throws IOException {
    List<Point> points = seen.map().points();
    json.writeArrayFieldStart("points");
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      json.writeStartObject();
      json.writeStringField("name", point.name());
      json.writeNumberField("address", point.address());
      json.writeStringField("type", point.typeName());
      json.writeStringField("access", ChargerJson.lower(point.access()));
      reading(json, point, reading(seen, i));
      json.writeFieldName("last");
      Json.value(json, last(seen, i));
      plausible(json, point, reading(seen, i));
      raw(json, seen, i);
      TrustJson.point(json, seen.trust(), point, seen.device());
      json.writeArrayFieldStart("sources");
      for (String source : point.sources()) {
        json.writeString(source);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Reading reading(ChargerJson.Seen seen, int position) {
    return seen.current().snapshot().map(s -> s.readings().get(position)).orElse(Reading.NOT_READ);
  }

  /** Last known reading of a charger that stopped answering. */
  private static Reading last(ChargerJson.Seen seen, int position) {
    boolean answers = seen.current().answered().equals(seen.current().snapshot());
    return answers ? Reading.NOT_READ : reading(seen.asAnswered(), position);
  }

  /** Whether the value is plausible, if the point was read and the map states a range. */
  private static void plausible(JsonGenerator json, Point point, Reading reading)
      throws IOException {
    boolean wrong = reading.isImplausible();
    boolean judged = wrong || point.plausible().isPresent() && reading.isValue();
    json.writeStringField("plausible", judged ? (wrong ? "no" : "yes") : null);
    if (point.plausible().isPresent()) {
      json.writeObjectFieldStart("range");
      json.writeNumberField("min", point.plausible().get().min());
      json.writeNumberField("max", point.plausible().get().max());
      json.writeEndObject();
    }
  }

  private static void raw(JsonGenerator json, ChargerJson.Seen seen, int position)
      throws IOException {
    String words =
        seen.current()
            .snapshot()
            .map(ChargerSnapshot::registers)
            .map(r -> r.words(position))
            .orElse("");
    json.writeArrayFieldStart("raw");
    for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
      json.writeString(word);
    }
    json.writeEndArray();
  }

  private static void reading(JsonGenerator json, Point point, Reading reading) throws IOException {
    json.writeFieldName("value");
    Json.value(json, reading);
    json.writeStringField("unit", point.unit());
    if (!point.labels().isEmpty()) {
      json.writeFieldName("label");
      Json.label(json, point, reading);
    }
    if (reading.absence().isPresent()) {
      String prefix = reading.isImplausible() ? "implausible: " : "";
      json.writeStringField("why", prefix + reading.absence().get());
    }
  }
}
