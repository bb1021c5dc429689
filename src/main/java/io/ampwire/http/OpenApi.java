package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The description of the API, where clients look for it; the same for everybody. */
@Path(OpenApi.PATH)
public class OpenApi {
  public static final String PATH = "/q/openapi";

  private static final String YAML = "application/yaml";

  private final ApiDescription description;

  OpenApi(ApiDescription description) {
    this.description = description;
  }

  /** YAML unless {@code format} or {@code Accept} says JSON. */
  @GET
  @Blocking
  @Produces({YAML, MediaType.APPLICATION_JSON})
  public Response describe(
      @QueryParam("format") String format, @Context HttpHeaders headers, @Context Request request) {
    boolean json =
        format == null
            ? headers.getAcceptableMediaTypes().get(0).equals(MediaType.APPLICATION_JSON_TYPE)
            : format.equalsIgnoreCase("json");
    return Tagged.answer(
            request,
            json ? description.json() : description.yaml(),
            json ? MediaType.APPLICATION_JSON : YAML)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
