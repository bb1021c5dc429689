package io.ampwire.http.server;

import io.ampwire.http.ProblemBody;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.quarkus.vertx.http.runtime.management.ManagementInterfaceBuildTimeConfig;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Health and metrics on the management port, on a Vert.x instance with an event loop and threads of
 * its own: an overloaded API, a slow broker or a full worker pool does not delay them. The
 * framework's own management server shares its threads with everything else, reads bodies, speaks
 * HTTP 2 and lets pages of every site read it, so it stays off ({@code
 * quarkus.management.host-enabled=false}).
 */
@ApplicationScoped
public class ManagementServer {
  private static final Logger LOG = Logger.getLogger(ManagementServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long START_SECONDS = 20;
  private static final long QUIET = Duration.ofMinutes(5).toNanos();

  private final SmallRyeHealthReporter health;
  private final MetricsText metrics;
  private final ManagementExecutor threads;
  private final RequestFilter filter;
  private final ProblemBody problems;
  private Vertx vertx;
  private volatile int port;
  private long reported = System.nanoTime() - QUIET;

  ManagementServer(
      SmallRyeHealthReporter health,
      MetricsText metrics,
      ManagementExecutor threads,
      ManagementHosts hosts,
      ProblemBody problems) {
    this.health = health;
    this.metrics = metrics;
    this.threads = threads;
    this.problems = problems;
    this.filter =
        new RequestFilter(
            new RequestFilter.Limits(path -> 0L, PATIENCE.toMillis()), hosts::refusal, problems);
  }

  void start(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event,
      TlsConfigurationRegistry certificates) {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    HttpServerOptions options = options(certificates);
    try {
      HttpServer server =
          vertx
              .createHttpServer(options)
              .requestHandler(router())
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(START_SECONDS, TimeUnit.SECONDS)
              .join();
      port = server.actualPort();
      LOG.infof(
          "Management interface on %s://%s:%d",
          options.isSsl() ? "https" : "http", options.getHost(), port);
    } catch (CompletionException e) {
      stop(null);
      throw new IllegalStateException(
          "cannot bind the management port "
              + options.getHost()
              + ":"
              + options.getPort()
              + " ("
              + e.getCause().getMessage()
              + "); set quarkus.management.port to a free one",
          e.getCause());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().orTimeout(2, TimeUnit.SECONDS);
      vertx = null;
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  private static HttpServerOptions options(TlsConfigurationRegistry certificates) {
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    ManagementConfig management = config.getConfigMapping(ManagementConfig.class);
    ManagementInterfaceBuildTimeConfig built =
        config.getConfigMapping(ManagementInterfaceBuildTimeConfig.class);
    LaunchMode mode = LaunchMode.current();
    try {
      HttpServerOptions encrypted =
          HttpServerOptionsUtils.createSslOptionsForManagementInterface(
              built, management, mode, List.of(), certificates);
      HttpServerOptions options =
          encrypted != null && encrypted.getKeyCertOptions() != null
              ? encrypted
              : new HttpServerOptions();
      HttpServerOptionsUtils.applyCommonOptionsForManagementInterface(
          options, built, management, List.of());
      int port = management.determinePort(mode);
      return HttpOptions.harden(options)
          .setPort(port == 0 ? ServerSettings.ANY_MANAGEMENT_PORT : port);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read the certificate of the management port: " + e.getMessage(), e);
    }
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(filter::handle).failureHandler(filter::handleFailure);
    health(router, "/q/health", health::getHealthAsync);
    health(router, "/q/health/live", health::getLivenessAsync);
    health(router, "/q/health/ready", health::getReadinessAsync);
    health(router, "/q/health/started", health::getStartupAsync);
    router.get("/q/metrics").handler(this::metrics);
    router.route().handler(this::unknown);
    router.route().failureHandler(this::failed);
    return router;
  }

  private void health(Router router, String path, Supplier<Uni<SmallRyeHealth>> checks) {
    router
        .get(path)
        .handler(
            context ->
                Uni.createFrom()
                    .deferred(checks::get)
                    .runSubscriptionOn(threads)
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .subscribe()
                    .with(found -> answer(context, found), context::fail));
  }

  private void answer(RoutingContext context, SmallRyeHealth found) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    health.reportHealth(body, found);
    send(
        context, found.isDown() ? 503 : 200, "application/json; charset=UTF-8", body.toByteArray());
  }

  private void metrics(RoutingContext context) {
    String type = MetricsText.type(context.request().getHeader("Accept"));
    Uni.createFrom()
        .item(() -> metrics.scrape(type))
        .runSubscriptionOn(threads)
        .subscribe()
        .with(
            found -> send(context, 200, type, found.getBytes(StandardCharsets.UTF_8)),
            context::fail);
  }

  private void unknown(RoutingContext context) {
    problem(context, 404, "Not Found", "try /q/health/live, /q/health/ready or /q/metrics");
  }

  private void failed(RoutingContext context) {
    long now = System.nanoTime();
    if (context.failure() != null && now - reported >= QUIET) {
      reported = now;
      LOG.warnf("management: %s failed: %s", context.normalizedPath(), context.failure());
    }
    problem(context, 503, "Service Unavailable", "the checks did not finish; the log says why");
  }

  private void problem(RoutingContext context, int status, String title, String detail) {
    send(context, status, "application/problem+json", problems.of(status, title, detail));
  }

  private void send(RoutingContext context, int status, String type, byte[] body) {
    context
        .vertx()
        .runOnContext(
            on -> {
              if (!context.response().closed() && !context.response().ended()) {
                context
                    .response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                    .end(Buffer.buffer(body));
              }
            });
  }
}
