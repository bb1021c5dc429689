package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Resource of the groups that share their limits: their state and the record of each limit. */
@Path("/api/v1/groups")
public class GroupResource {
  private static final String CSV = "text/csv";

  private final GroupViews views;
  private final ApiExecutor threads;

  GroupResource(GroupViews views, ApiExecutor threads) {
    this.views = views;
    this.threads = threads;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> all() {
    return threads.call(views::groups);
  }

  @GET
  @Path("{name}")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> one(@PathParam("name") String name) {
    return threads.call(() -> views.group(name).orElseThrow(GroupResource::unknown));
  }

  /** The record of a day, signed as JSON, or as CSV. */
  @GET
  @Path("{name}/limits")
  @Produces({MediaType.APPLICATION_JSON, CSV})
  public Uni<Response> limits(
      @PathParam("name") String name,
      @QueryParam("day") String day,
      @QueryParam("format") String format,
      @HeaderParam(HttpHeaders.ACCEPT) String accept) {
    boolean csv = "csv".equals(format) || format == null && accept != null && accept.contains(CSV);
    Optional<String> wanted = Optional.ofNullable(day);
    wanted.ifPresent(GroupResource::check);
    return threads.call(
        () -> {
          try {
            Optional<byte[]> record =
                csv ? views.limitsCsv(name, wanted) : views.limits(name, wanted);
            return Response.ok(record.orElseThrow(GroupResource::unknown))
                .type(csv ? CSV : MediaType.APPLICATION_JSON)
                .build();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void check(String day) {
    try {
      LocalDate.parse(day);
    } catch (DateTimeException e) {
      throw new BadRequestException("day must be a date such as 2026-11-26", e);
    }
  }

  private static NotFoundException unknown() {
    return new NotFoundException("no group of that name shares its limit; see /api/v1/groups");
  }
}
