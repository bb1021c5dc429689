package io.ampwire.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answer with history: JSON, or a CSV file that a browser saves. */
final class HistoryAnswer {
  private HistoryAnswer() {}

  static Response of(byte[] body, boolean csv, String name) {
    Response.ResponseBuilder answer =
        Response.ok(body).type(csv ? HistoryQuery.CSV : MediaType.APPLICATION_JSON_TYPE);
    return csv
        ? answer
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
            .build()
        : answer.build();
  }
}
