package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.format.table.Remark;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.TrustList;
import java.io.IOException;
import java.util.List;

/**
 * What came of a register table: the map with everything to look at, or a refusal with the same.
 */
public final class ImportJson {
  private static final TrustBook NOTHING = new TrustBook(List.of(), new TrustList(List.of()));

  private ImportJson() {}

  public static byte[] write(MapImport made) {
    return Json.object(
        json -> {
          if (made.yaml().isEmpty()) {
            ProblemJson.fields(json, 422, "Unprocessable Content", made.summary());
          } else {
            json.writeStringField("summary", made.summary());
            json.writeStringField("yaml", made.yaml().get());
            json.writeFieldName("map");
            map(json, made);
          }
          json.writeNumberField("rows", made.rows());
          json.writeNumberField("points", made.points());
          findings(json, made);
          missing(json, made);
        });
  }

  /** A map that lacks something is no map yet: there is only its text. */
  private static void map(JsonGenerator json, MapImport made) throws IOException {
    if (made.map().isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    MapJson.fields(json, NOTHING.of(made.map().get()));
    json.writeEndObject();
  }

  private static void findings(JsonGenerator json, MapImport made) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Remark remark : made.remarks()) {
      json.writeStartObject();
      json.writeStringField("kind", remark.kind().label());
      json.writeArrayFieldStart("lines");
      for (int line : remark.lines()) {
        json.writeNumber(line);
      }
      json.writeEndArray();
      json.writeStringField("column", remark.column().isEmpty() ? null : remark.column());
      json.writeStringField("message", remark.message());
      json.writeStringField("remedy", remark.remedy().isEmpty() ? null : remark.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void missing(JsonGenerator json, MapImport made) throws IOException {
    json.writeArrayFieldStart("missing");
    for (Problem problem : made.missing()) {
      json.writeStartObject();
      json.writeNumberField("line", problem.line());
      json.writeStringField("key", problem.key());
      json.writeStringField("message", problem.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
