package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Events and answered commands of all chargers, newest first. */
@Path("/api/v1/log")
public class Log {
  private final ChargerViews views;
  private final ChargerStreams streams;

  Log(ChargerViews views, ChargerStreams streams) {
    this.views = views;
    this.streams = streams;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] all() {
    return views.log();
  }

  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> follow(@Context Sse sse) {
    return streams.log().map(happening -> happening.over(sse));
  }
}
