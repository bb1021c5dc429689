package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Resource of the register maps, their evidence rungs and the evidence. */
@Path("/api/v1/maps")
public class MapResource {
  static final String YAML = "application/yaml";
  static final String TOML = "application/toml";

  private final LibraryViews views;
  private final ApiExecutor threads;

  MapResource(LibraryViews views, ApiExecutor threads) {
    this.views = views;
    this.threads = threads;
  }

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
                      request, views.maps(page.ids()), MediaType.APPLICATION_JSON),
                  "/api/v1/maps")
              .build();
        });
  }

  /** JSON, or the map's YAML with its rung if the caller prefers that. */
  @GET
  @Path("{id}")
  @Produces({MediaType.APPLICATION_JSON, YAML})
  public Uni<Response> one(
      @PathParam("id") String id, @Context HttpHeaders headers, @Context Request request) {
    boolean yaml =
        headers.getAcceptableMediaTypes().stream()
            .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || isYaml(type))
            .findFirst()
            .filter(MapResource::isYaml)
            .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
            .isPresent();
    return threads.call(
        () ->
            ConditionalResponse.answer(
                    request,
                    (yaml ? views.yaml(id) : views.map(id)).orElseThrow(() -> unknown(id)),
                    yaml ? YAML : MediaType.APPLICATION_JSON)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build());
  }

  private static boolean isYaml(MediaType type) {
    return type.isCompatible(MediaType.valueOf(YAML));
  }

  @GET
  @Path("{id}/evidence")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Response> evidence(@PathParam("id") String id, @Context Request request) {
    return threads.call(
        () ->
            ConditionalResponse.answer(
                    request,
                    views.evidence(id).orElseThrow(() -> unknown(id)),
                    MediaType.APPLICATION_JSON)
                .build());
  }

  /** Exports the map for Telegraf, Home Assistant or evcc. */
  @GET
  @Path("{id}/export/{format}")
  @Produces({TOML, YAML})
  public Uni<Response> export(
      @PathParam("id") String id, @PathParam("format") String format, @Context Request request) {
    return threads.call(
        () -> {
          if (!views.ids().contains(id)) {
            throw unknown(id);
          }
          LibraryViews.Exported export = views.export(id, format).orElseThrow(this::unknownFormat);
          return ConditionalResponse.answer(request, export.body(), export.mediaType()).build();
        });
  }

  private NotFoundException unknownFormat() {
    return new NotFoundException(
        "no such format; there are: " + String.join(", ", views.formats()));
  }

  private NotFoundException unknown(String id) {
    return new NotFoundException(
        "no map '" + Quoted.text(id) + "'; there are: " + String.join(", ", views.ids()));
  }
}
