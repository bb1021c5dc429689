package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** JSON summary of maps for the API's list. */
public final class LibraryJson {
  private LibraryJson() {}

  /** Writes one object per map, in the given order. */
  public static byte[] list(List<RegisterMap> maps, TrustBook book) {
    return Json.array(
        json -> {
          for (RegisterMap map : maps) {
            json.writeStartObject();
            glance(json, book.of(map));
            json.writeEndObject();
          }
        });
  }

  /** Writes the keys that the list and the single map share. */
  static void glance(JsonGenerator json, MapTrust trust) throws IOException {
    RegisterMap map = trust.map();
    json.writeStringField("id", map.id());
    json.writeStringField("title", map.title());
    json.writeStringField("manufacturer", map.manufacturer().orElse(null));
    json.writeNumberField("revision", map.revision());
    json.writeStringField("document", map.document());
    json.writeStringField("licence", map.licence());
    json.writeStringField("digest", map.digest());
    TrustJson.map(json, trust, Optional.empty());
    counts(json, trust);
  }

  private static void counts(JsonGenerator json, MapTrust trust) throws IOException {
    List<Point> points = trust.map().points();
    json.writeObjectFieldStart("counts");
    json.writeNumberField("points", points.size());
    json.writeNumberField("required", points.stream().filter(Point::core).count());
    json.writeNumberField("writable", points.stream().filter(Point::writable).count());
    json.writeNumberField("evidence", trust.records().size());
    json.writeNumberField(
        "counted", trust.records().stream().filter(JudgedEvidence::counted).count());
    json.writeNumberField(
        "contradicted",
        trust.contradictions().stream().map(MapTrust.Contradiction::point).distinct().count());
    json.writeNumberField("devices", trust.devices().size());
    json.writeEndObject();
  }
}
