package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The register maps, what each has earned, and what that rests on. */
@Path("/api/v1/maps")
public class Maps {
  static final String YAML = "application/yaml";
  static final String TOML = "application/toml";

  private final LibraryViews views;

  Maps(LibraryViews views) {
    this.views = views;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response all(
      @QueryParam("limit") String limit,
      @QueryParam("after") String after,
      @Context Request request,
      @Context UriInfo uri) {
    Page page = Page.of(views.ids(), limit, after);
    byte[] body = views.maps(page.ids());
    return page.lead(Tagged.answer(request, body, MediaType.APPLICATION_JSON), uri).build();
  }

  /** JSON, or the YAML of the map with its rung for whoever would rather have that. */
  @GET
  @Path("{id}")
  @Blocking
  @Produces({MediaType.APPLICATION_JSON, YAML})
  public Response one(
      @PathParam("id") String id, @Context HttpHeaders headers, @Context Request request) {
    boolean yaml =
        headers.getAcceptableMediaTypes().stream()
            .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || isYaml(type))
            .findFirst()
            .filter(Maps::isYaml)
            .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
            .isPresent();
    Optional<byte[]> body = yaml ? views.yaml(id) : views.map(id);
    return Tagged.answer(
            request, body.orElseThrow(() -> unknown(id)), yaml ? YAML : MediaType.APPLICATION_JSON)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static boolean isYaml(MediaType type) {
    return type.isCompatible(MediaType.valueOf(YAML));
  }

  @GET
  @Path("{id}/evidence")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response evidence(@PathParam("id") String id, @Context Request request) {
    byte[] body = views.evidence(id).orElseThrow(() -> unknown(id));
    return Tagged.answer(request, body, MediaType.APPLICATION_JSON).build();
  }

  /** The map for Telegraf, Home Assistant or evcc. */
  @GET
  @Path("{id}/export/{format}")
  @Blocking
  @Produces({TOML, YAML})
  public Response export(
      @PathParam("id") String id, @PathParam("format") String format, @Context Request request) {
    if (!views.ids().contains(id)) {
      throw unknown(id);
    }
    LibraryViews.Exported export =
        views
            .export(id, format)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "no such format; there are: " + String.join(", ", views.formats())));
    return Tagged.answer(request, export.body(), export.mediaType()).build();
  }

  private NotFoundException unknown(String id) {
    String asked = id.length() > 64 ? id.substring(0, 64) + "…" : id;
    return new NotFoundException(
        "no map '" + asked + "'; there are: " + String.join(", ", views.ids()));
  }
}
