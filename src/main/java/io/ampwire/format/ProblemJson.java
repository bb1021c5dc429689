package io.ampwire.format;

/** A refusal of the API as RFC 9457 wants it. */
public final class ProblemJson {
  private ProblemJson() {}

  public static byte[] write(int status, String title, String detail) {
    return Json.object(
        json -> {
          json.writeStringField("type", "about:blank");
          json.writeStringField("title", title);
          json.writeNumberField("status", status);
          json.writeStringField("detail", detail);
        });
  }
}
