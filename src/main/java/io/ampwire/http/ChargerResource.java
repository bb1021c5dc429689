package io.ampwire.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Resource of the chargers: their current state, or a stream of changes. */
@Path("/api/v1/chargers")
public class ChargerResource {
  private static final int NAMED = 20;

  private final ChargerViews views;
  private final ChargerStreams streams;
  private final StreamOwners owners;
  private final ApiExecutor threads;

  ChargerResource(
      ChargerViews views, ChargerStreams streams, StreamOwners owners, ApiExecutor threads) {
    this.views = views;
    this.streams = streams;
    this.owners = owners;
    this.threads = threads;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> all() {
    return threads.call(views::chargers);
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> one(@PathParam("id") String id) {
    return of(id, views::charger);
  }

  /** Events and answered commands of one charger. */
  @GET
  @Path("{id}/log")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> log(@PathParam("id") String id) {
    return of(id, views::log);
  }

  /** The last quarter of an hour of one charger's power. */
  @GET
  @Path("{id}/course")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> course(@PathParam("id") String id) {
    return of(id, views::course);
  }

  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> followAll(@Context Sse sse, @Context RoutingContext context) {
    return streams.fleet(owners.of(context)).map(event -> event.over(sse));
  }

  @GET
  @Path("{id}/stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> follow(
      @PathParam("id") String id, @Context Sse sse, @Context RoutingContext context) {
    if (!views.names().contains(id)) {
      throw unknown(id);
    }
    return streams.charger(id, owners.of(context)).map(event -> event.over(sse));
  }

  private Uni<byte[]> of(String id, Function<String, Optional<byte[]>> view) {
    return threads.call(() -> view.apply(id).orElseThrow(() -> unknown(id)));
  }

  private NotFoundException unknown(String id) {
    List<String> names = views.names();
    String known = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return new NotFoundException(
        "no charger called '" + Quoted.text(id) + "'; the inventory has: " + known + more);
  }
}
