package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
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

/** The chargers, to be read: once, or again at each change. */
@Path("/api/v1/chargers")
public class Chargers {
  private static final int NAMED = 20;

  private final ChargerViews views;
  private final ChargerStreams streams;

  Chargers(ChargerViews views, ChargerStreams streams) {
    this.views = views;
    this.streams = streams;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] all() {
    return views.chargers();
  }

  @GET
  @Path("{id}")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] one(@PathParam("id") String id) {
    return views.charger(id).orElseThrow(() -> unknown(id));
  }

  /** Events and answered commands of one charger. */
  @GET
  @Path("{id}/log")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] log(@PathParam("id") String id) {
    return views.log(id).orElseThrow(() -> unknown(id));
  }

  /** The last quarter of an hour of one charger's power. */
  @GET
  @Path("{id}/course")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] course(@PathParam("id") String id) {
    return views.course(id).orElseThrow(() -> unknown(id));
  }

  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> followAll(@Context Sse sse) {
    return streams.fleet().map(happening -> happening.over(sse));
  }

  @GET
  @Path("{id}/stream")
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> follow(@PathParam("id") String id, @Context Sse sse) {
    if (!views.names().contains(id)) {
      throw unknown(id);
    }
    return streams.charger(id).map(happening -> happening.over(sse));
  }

  private NotFoundException unknown(String id) {
    List<String> names = views.names();
    String known = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    String asked = id.length() > 64 ? id.substring(0, 64) + "…" : id;
    return new NotFoundException("no charger '" + asked + "'; there are: " + known + more);
  }
}
