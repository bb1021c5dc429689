package io.ampwire.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that is too long before any of it is read, in the API's own way. */
@ApplicationScoped
public class BodyLimit {
  private static final int BEFORE_ANYTHING = 1_000;
  private static final int TOO_LARGE = 413;

  private final long limit;
  private final ProblemBody body;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
      ProblemBody body) {
    this.limit = limit.asLongValue();
    this.body = body;
  }

  void install(@Observes Filters filters) {
    filters.register(this::check, BEFORE_ANYTHING);
  }

  private void check(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    boolean known = length != null && length.matches("[0-9]{1,18}");
    if (!known
        || Long.parseLong(length) <= limit
        || !context.request().path().startsWith("/api/")) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(TOO_LARGE)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Connection", "close")
        .end(
            Buffer.buffer(
                body.of(
                    TOO_LARGE,
                    "Request Entity Too Large",
                    "a body may have " + limit + " bytes, this one says " + length)));
  }
}
