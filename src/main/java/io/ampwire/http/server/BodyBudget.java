package io.ampwire.http.server;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Memory budget for request bodies, shared by all requests. A body is read only when its announced
 * length fits, so that many uploads cannot fill the heap. A new body may replace one that arrives
 * slowly. Short bodies are always read; the cap on connections bounds them. May be used from any
 * thread.
 */
@ApplicationScoped
public class BodyBudget {
  /** Largest body that needs no part of the budget, bytes. */
  public static final long SHORT = 1 << 14;

  /** Budget for all longer bodies together, bytes. */
  static final long TOTAL = 8 << 20;

  /** Time after which a new body may replace an incomplete one. */
  private static final long SLOW = Duration.ofSeconds(2).toNanos();

  private static final long RETRY_SECONDS = 5;

  private final Map<RoutingContext, Body> bodies = new LinkedHashMap<>();
  private long used;

  private record Body(long length, long begun) {}

  /** Reserves room for the request's body until its answer is out, or refuses it with 503. */
  public void reserve(RoutingContext context) {
    long length = RequestFilter.length(context.request());
    if (length > SHORT) {
      context.addEndHandler(ended -> release(context));
      if (!take(context, length)) {
        throw new ServiceUnavailableException(
            "too many uploads at once; try again in " + RETRY_SECONDS + " s", RETRY_SECONDS);
      }
    }
  }

  private boolean take(RoutingContext context, long length) {
    List<RoutingContext> displaced = new ArrayList<>();
    boolean fits;
    synchronized (this) {
      long now = System.nanoTime();
      Optional<RoutingContext> slow = slowest(now);
      while (used + length > TOTAL && slow.isPresent()) {
        displaced.add(slow.get());
        release(slow.get());
        slow = slowest(now);
      }
      fits = used + length <= TOTAL;
      if (fits) {
        bodies.put(context, new Body(length, now));
        used += length;
      }
    }
    displaced.forEach(slow -> slow.request().connection().close());
    return fits;
  }

  /** The oldest body that is slow and not complete. */
  private Optional<RoutingContext> slowest(long now) {
    return bodies.entrySet().stream()
        .filter(entry -> now - entry.getValue().begun >= SLOW)
        .map(Map.Entry::getKey)
        .filter(context -> !context.request().isEnded())
        .findFirst();
  }

  private synchronized void release(RoutingContext context) {
    Body body = bodies.remove(context);
    used -= body == null ? 0 : body.length;
  }
}
