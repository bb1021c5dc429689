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
import jakarta.ws.rs.core.Response;

/** Means of a charger's power, currents, limit and energy over time. */
@Path("/api/v1/chargers/{id}/history")
public class PowerHistoryResource {
  private static final int DAYS = 1;

  private final HistoryViews views;
  private final ApiExecutor threads;

  PowerHistoryResource(HistoryViews views, ApiExecutor threads) {
    this.views = views;
    this.threads = threads;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  public Uni<Response> of(
      @PathParam("id") String id,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("step") String step,
      @QueryParam("format") String format,
      @Context HttpHeaders headers) {
    boolean csv = HistoryQuery.csv(format, headers);
    HistoryViews.Range range = HistoryQuery.whole(HistoryQuery.range(from, to, views.now(), DAYS));
    int minutes = HistoryQuery.step(step, range);
    return threads.call(
        () ->
            views
                .history(id, range, minutes, csv)
                .map(body -> HistoryAnswer.of(body, csv, id))
                .orElseThrow(
                    () ->
                        new NotFoundException(
                            "no charger '" + Quoted.text(id) + "'; see /api/v1/chargers")));
  }
}
