package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.format.table.ImportFinding;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.TrustList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON of an import's result: the map and its findings, or a refusal with its findings. The server
 * does not store the map.
 */
public final class ImportJson {
  /** Most bytes of the findings of a refusal; the whole document stays below 16 kB. */
  private static final int MOST_REFUSED = 14 * 1024;

  /** Most lines that a finding lists. */
  private static final int MOST_LINES = 200;

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
          json.writeNumberField("lost", made.survival().lost().size());
          json.writeBooleanField("complete", made.isComplete());
          findings(json, made);
          missing(json, made);
        });
  }

  /** The map; null while it has a fault, because only its text exists then. */
  private static void map(JsonGenerator json, MapImport made) throws IOException {
    if (made.map().isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    MapJson.fields(json, new TrustBook(List.of(), new TrustList(List.of())).of(made.map().get()));
    json.writeEndObject();
  }

  /** All findings of a map; of a refusal as many as fit, and the number of the others. */
  private static void findings(JsonGenerator json, MapImport made) throws IOException {
    int room = made.yaml().isEmpty() ? MOST_REFUSED : Integer.MAX_VALUE;
    int left = 0;
    json.writeArrayFieldStart("findings");
    for (ImportFinding finding : made.findings()) {
      byte[] one = Json.object(object -> fields(object, finding));
      room -= one.length;
      if (room >= 0) {
        json.writeRawValue(new String(one, StandardCharsets.UTF_8));
      } else {
        left++;
      }
    }
    json.writeEndArray();
    if (left > 0) {
      json.writeNumberField("findings_left_out", left);
    }
  }

  private static void fields(JsonGenerator json, ImportFinding finding) throws IOException {
    json.writeStringField("kind", finding.kind().label());
    json.writeArrayFieldStart("lines");
    for (int line : finding.lines().subList(0, Math.min(MOST_LINES, finding.lines().size()))) {
      json.writeNumber(line);
    }
    json.writeEndArray();
    json.writeStringField("about", finding.about().label());
    json.writeStringField("column", finding.column().isEmpty() ? null : finding.column());
    json.writeStringField("message", finding.message());
    json.writeStringField("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
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
