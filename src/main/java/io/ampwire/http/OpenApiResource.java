package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** OpenAPI description of the API, readable without a token. */
@Path(OpenApiResource.PATH)
public class OpenApiResource {
  public static final String PATH = "/q/openapi";

  private static final String YAML = "application/yaml";

  private final ApiDescription description;
  private final ApiExecutor threads;

  OpenApiResource(ApiDescription description, ApiExecutor threads) {
    this.description = description;
    this.threads = threads;
  }

  /** YAML unless {@code format} or {@code Accept} asks for JSON. */
  @GET
  @Produces({YAML, MediaType.APPLICATION_JSON})
  public Uni<Response> describe(
      @QueryParam("format") String format, @Context HttpHeaders headers, @Context Request request) {
    boolean json =
        format == null
            ? headers.getAcceptableMediaTypes().get(0).equals(MediaType.APPLICATION_JSON_TYPE)
            : format.equalsIgnoreCase("json");
    return threads.call(
        () ->
            ConditionalResponse.answer(
                    request,
                    json ? description.json() : description.yaml(),
                    json ? MediaType.APPLICATION_JSON : YAML)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build());
  }
}
