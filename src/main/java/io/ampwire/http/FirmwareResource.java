package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/**
 * Matrix of maps and firmware versions: which map is proven on which firmware, and what is missing.
 */
@Path("/api/v1/firmware")
public class FirmwareResource {
  private final LibraryViews views;
  private final ApiExecutor threads;

  FirmwareResource(LibraryViews views, ApiExecutor threads) {
    this.views = views;
    this.threads = threads;
  }

  /** A page has a number of maps, each with all of its rows. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Response> all(
      @QueryParam("limit") String limit,
      @QueryParam("after") String after,
      @Context Request request) {
    return threads.call(
        () -> {
          Page page = Page.of(views.ids(), limit, after);
          return page.link(
                  ConditionalResponse.answer(
                      request, views.firmware(page.ids()), MediaType.APPLICATION_JSON),
                  "/api/v1/firmware")
              .build();
        });
  }
}
