package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.LawCheck;
import java.io.IOException;
import java.util.List;

/**
 * JSON of the laws that a charger's readings must satisfy, with the word order in which each
 * currently holds.
 */
final class LawJson {
  private LawJson() {}

  static void write(JsonGenerator json, RegisterMap map, List<LawCheck> checks) throws IOException {
    boolean low = map.link().order().lowWordFirst();
    json.writeArrayFieldStart("laws");
    for (LawCheck check : checks) {
      json.writeStartObject();
      json.writeStringField("law", check.law().describe());
      json.writeArrayFieldStart("points");
      for (String point : check.points()) {
        json.writeString(point);
      }
      json.writeEndArray();
      json.writeBooleanField("high_word_first", low ? check.reversed() : check.documented());
      json.writeBooleanField("low_word_first", low ? check.documented() : check.reversed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
