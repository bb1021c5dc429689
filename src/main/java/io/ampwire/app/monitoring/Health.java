package io.ampwire.app.monitoring;

import io.ampwire.app.Bridge;
import io.ampwire.app.broker.BrokerProblemReporter;
import io.ampwire.app.fleet.ShardLeaseHandler;
import io.ampwire.link.Scheduler;
import io.ampwire.telemetry.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health checks. Liveness fails only if a restart may help: a broker that is away makes the bridge
 * unready but not dead, while a connection without round trips for a minute makes it dead.
 * Readiness needs the broker to accept documents and deliver commands, and at least one charger
 * that answers.
 */
@ApplicationScoped
public class Health {
  private static final long READY = 10_000_000_000L;
  private static final long LIVE = 60_000_000_000L;

  private final Bridge bridge;
  private final Outbox outbox;
  private final Scheduler scheduler;
  private final MeterRegistry registry;
  private final BrokerProblemReporter problems;
  private final ShardLeaseHandler shardLeases;

  Health(
      Bridge bridge,
      Outbox outbox,
      Scheduler scheduler,
      MeterRegistry registry,
      BrokerProblemReporter problems,
      ShardLeaseHandler shardLeases) {
    this.bridge = bridge;
    this.outbox = outbox;
    this.problems = problems;
    this.scheduler = scheduler;
    this.registry = registry;
    this.shardLeases = shardLeases;
  }

  void gauges(@Observes StartupEvent event) {
    Gauge.builder(MetricNames.CHARGERS, () -> bridge.fleet().chargers().size()).register(registry);
    Gauge.builder(MetricNames.ONLINE, () -> bridge.fleet().online()).register(registry);
    Gauge.builder(MetricNames.CONTROLLED, () -> bridge.fleet().controlled()).register(registry);
    Gauge.builder(MetricNames.LIFEBIT_AGE, () -> bridge.fleet().oldestLifebit() / 1000.0)
        .register(registry);
    Gauge.builder(MetricNames.ROUND_TRIP_AGE, this::roundTripSeconds).register(registry);
    Gauge.builder(MetricNames.SHARDS, () -> bridge.fleet().shardsHeld()).register(registry);
    FunctionCounter.builder(MetricNames.NACKED, outbox, Outbox::nacked).register(registry);
  }

  @Produces
  @Liveness
  HealthCheck live() {
    return () -> {
      long now = scheduler.nanos();
      boolean claims = outbox.connectedSince().filter(since -> now - since >= LIVE).isPresent();
      boolean deaf = claims && !outbox.within(LIVE, now);
      return HealthCheckResponse.named("broker hears the bridge").status(!deaf).build();
    };
  }

  @Produces
  @Liveness
  HealthCheck polling() {
    return () ->
        HealthCheckResponse.named("polls begin and end").status(!bridge.fleet().stuck()).build();
  }

  @Produces
  @Readiness
  HealthCheck brokerReady() {
    return () -> {
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named("round trip through the broker")
              .status(outbox.within(READY, scheduler.nanos()));
      if (problems.undelivered() > 0) {
        answer.withData("topics_not_delivered", problems.undelivered());
      }
      problems
          .current()
          .ifPresent(
              problem ->
                  answer.withData("reason", problem.word()).withData("detail", problem.detail()));
      return answer.build();
    };
  }

  @Produces
  @Readiness
  HealthCheck chargersReady() {
    return () ->
        HealthCheckResponse.named("chargers")
            .status(bridge.fleet().online() > 0 || shardLeases.standsBy())
            .withData("online", bridge.fleet().online())
            .withData("of", bridge.fleet().chargers().size())
            .build();
  }

  /** Readiness of chargers. A standby without chargers is ready if it could take over. */
  @Produces
  @Readiness
  HealthCheck ownershipReady() {
    return () -> {
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named("ownership").status(shardLeases.trouble().isEmpty());
      shardLeases.trouble().ifPresent(why -> answer.withData("reason", why));
      return answer.build();
    };
  }

  private double roundTripSeconds() {
    long last = outbox.last();
    return last == Long.MIN_VALUE ? Double.NaN : (scheduler.nanos() - last) / 1e9;
  }
}
