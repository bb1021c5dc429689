package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.decode.Capture;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.OrderTestResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * JSON of the laws that a charger's readings must satisfy, with the word order in which each
 * currently holds.
 */
final class LawJson {
  private LawJson() {}

  /** Writes null for both orders of a law that the readings say nothing about. */
  static void write(JsonGenerator json, RegisterMap map, Optional<Capture> registers)
      throws IOException {
    boolean low = map.link().order().lowWordFirst();
    json.writeArrayFieldStart("laws");
    for (OrderTestResult check : registers.map(r -> OrderTestResult.of(map, r)).orElse(List.of())) {
      boolean decides = check.decides(registers.orElseThrow(), map.link().order());
      json.writeStartObject();
      json.writeStringField("law", check.law().describe());
      json.writeArrayFieldStart("points");
      for (String point : check.points()) {
        json.writeString(point);
      }
      json.writeEndArray();
      json.writeFieldName("high_word_first");
      json.writeObject(decides ? (low ? check.reversed() : check.documented()) : null);
      json.writeFieldName("low_word_first");
      json.writeObject(decides ? (low ? check.documented() : check.reversed()) : null);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
