package io.ampwire.http.server;

import io.ampwire.http.ProblemBody;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Installer of the {@link RequestFilter} in front of all routes of the API and the console. */
@ApplicationScoped
public class ApiRequestFilter {
  /** Before every handler of the framework that may read or refuse a request. */
  private static final int FIRST = 1_000;

  private static final String IMPORT = "/api/v1/maps/import";

  private final RequestFilter filter;

  ApiRequestFilter(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest,
      @ConfigProperty(name = "ampwire.http.body-timeout") Duration bodyTimeout,
      ProblemBody problems) {
    long table = longest.asLongValue();
    filter =
        new RequestFilter(
            new RequestFilter.Limits(
                path -> path.equals(IMPORT) ? table : Math.min(table, BodyBudget.SHORT),
                bodyTimeout.toMillis()),
            host -> Optional.empty(),
            problems);
  }

  void install(@Observes Filters filters) {
    filters.register(filter::handle, FIRST);
  }

  void install(@Observes Router router) {
    router.route().order(-FIRST).failureHandler(filter::handleFailure);
  }
}
