package io.ampwire.http.server;

import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Runs every health check on the {@link ManagementExecutor}, not on the shared worker pool. */
@Alternative
@Priority(1)
@Singleton
public class HealthCheckFactory extends AsyncHealthCheckFactory {
  private final ManagementExecutor threads;

  HealthCheckFactory(ManagementExecutor threads) {
    this.threads = threads;
  }

  @Override
  public Uni<HealthCheckResponse> callSync(HealthCheck check) {
    return super.callSync(check).runSubscriptionOn(threads);
  }

  @Override
  public Uni<HealthCheckResponse> callAsync(AsyncHealthCheck check) {
    return super.callAsync(check).runSubscriptionOn(threads);
  }
}
