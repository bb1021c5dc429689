package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** JSON of an API error by RFC 9457. */
public final class ProblemJson {
  private ProblemJson() {}

  public static byte[] write(int status, String title, String detail) {
    return Json.object(json -> fields(json, status, title, detail));
  }

  static void fields(JsonGenerator json, int status, String title, String detail)
      throws IOException {
    json.writeStringField("type", "about:blank");
    json.writeStringField("title", title);
    json.writeNumberField("status", status);
    json.writeStringField("detail", detail);
  }
}
