package io.ampwire.http;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;

/** One server-sent event; {@code data} is one line of JSON in UTF-8. */
record SseEvent(String name, byte[] data) {
  /** Keep-alive event without data. */
  static final SseEvent ALIVE = new SseEvent("alive", "{}".getBytes(StandardCharsets.UTF_8));

  OutboundSseEvent over(Sse sse) {
    return sse.newEventBuilder().name(name).data(new String(data, StandardCharsets.UTF_8)).build();
  }
}
