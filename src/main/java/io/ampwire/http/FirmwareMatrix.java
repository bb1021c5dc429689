package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** On which firmware which map is proven, and which points keep it from being so. */
@Path("/api/v1/firmware")
public class FirmwareMatrix {
  private final LibraryViews views;

  FirmwareMatrix(LibraryViews views) {
    this.views = views;
  }

  /** Pages have so many maps, each with all of its rows. */
  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response all(
      @QueryParam("limit") String limit,
      @QueryParam("after") String after,
      @Context Request request,
      @Context UriInfo uri) {
    Page page = Page.of(views.ids(), limit, after);
    byte[] body = views.firmware(page.ids());
    return page.lead(Tagged.answer(request, body, MediaType.APPLICATION_JSON), uri).build();
  }
}
