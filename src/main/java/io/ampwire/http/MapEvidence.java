package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What a map's rung rests on. */
@Path("/api/v1/maps/{id}/evidence")
public class MapEvidence {
  private final TrustViews views;

  MapEvidence(TrustViews views) {
    this.views = views;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] of(@PathParam("id") String id) {
    return views
        .evidence(id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "no map of this name; there are: " + String.join(", ", views.maps())));
  }
}
