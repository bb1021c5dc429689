package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Charging sessions of one charger or of all, in progress and ended, newest first. */
@Path("/api/v1/sessions")
public class ChargingSessionResource {
  private static final int DAYS = 30;
  private static final String LEGAL = "[a-z0-9][a-z0-9_-]{0,31}";

  private final HistoryViews views;
  private final ApiExecutor threads;

  ChargingSessionResource(HistoryViews views, ApiExecutor threads) {
    this.views = views;
    this.threads = threads;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  public Uni<Response> all(
      @QueryParam("charger") String charger,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("limit") String limit,
      @QueryParam("format") String format,
      @Context HttpHeaders headers) {
    boolean csv = HistoryQuery.csv(format, headers);
    HistoryViews.Range range = HistoryQuery.range(from, to, views.now(), DAYS);
    int most = HistoryQuery.limit(limit);
    // A charger that left the inventory still has its history.
    if (charger != null && !charger.matches(LEGAL)) {
      throw new BadRequestException(
          "charger: '" + Quoted.text(charger) + "' is not the id of a charger");
    }
    return threads.call(
        () ->
            HistoryAnswer.of(
                views.sessions(Optional.ofNullable(charger), range, most, csv), csv, "sessions"));
  }
}
