package io.ampwire.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Events and answered commands of all chargers, newest first. */
@Path("/api/v1/log")
public class EventLogResource {
  private final ChargerViews views;
  private final ChargerStreams streams;
  private final StreamOwners owners;
  private final ApiExecutor threads;

  EventLogResource(
      ChargerViews views, ChargerStreams streams, StreamOwners owners, ApiExecutor threads) {
    this.views = views;
    this.streams = streams;
    this.owners = owners;
    this.threads = threads;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> all() {
    return threads.call(views::log);
  }

  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> follow(@Context Sse sse, @Context RoutingContext context) {
    return streams.log(owners.of(context)).map(event -> event.over(sse));
  }
}
