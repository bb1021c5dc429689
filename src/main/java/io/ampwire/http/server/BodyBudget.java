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

  /** Body that is being read or whose answer is not out yet. */
  private static final class Body {
    private final long length;
    private final long begun;
    private final Optional<ConnectionGuard> connection;
    private boolean complete;

    private Body(long length, long begun, Optional<ConnectionGuard> connection) {
      this.length = length;
      this.begun = begun;
      this.connection = connection;
    }
  }

  /** Reserves room for the request's body until its answer is out, or refuses it with 503. */
  public void reserve(RoutingContext context) {
    long length = RequestFilter.length(context.request());
    if (length > SHORT) {
      context.addEndHandler(ended -> release(context));
      if (!take(context, length)) {
        throw new ServiceUnavailableException(
            "too many uploads at once; try again in " + RETRY_SECONDS + " s", RETRY_SECONDS);
      }
      context.request().end().onComplete(ended -> complete(context));
    }
  }

  /**
   * Takes room, if need be from bodies that arrive slowly. A request of another connection is not
   * touched here: its event loop holds that connection's lock when it calls {@link #release}.
   */
  private boolean take(RoutingContext context, long length) {
    Optional<ConnectionGuard> connection = ConnectionGuard.of(context.request());
    List<Body> displaced = new ArrayList<>();
    boolean fits;
    synchronized (this) {
      long now = System.nanoTime();
      Optional<RoutingContext> slow = slowest(now);
      while (used + length > TOTAL && slow.isPresent()) {
        displaced.add(remove(slow.get()));
        slow = slowest(now);
      }
      fits = used + length <= TOTAL;
      if (fits) {
        bodies.put(context, new Body(length, now, connection));
        used += length;
      }
    }
    displaced.forEach(body -> body.connection.ifPresent(ConnectionGuard::close));
    return fits;
  }

  /** The oldest body that is slow and not complete. */
  private Optional<RoutingContext> slowest(long now) {
    return bodies.entrySet().stream()
        .filter(entry -> now - entry.getValue().begun >= SLOW && !entry.getValue().complete)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private synchronized void complete(RoutingContext context) {
    Body body = bodies.get(context);
    if (body != null) {
      body.complete = true;
    }
  }

  private synchronized void release(RoutingContext context) {
    if (bodies.containsKey(context)) {
      remove(context);
    }
  }

  private Body remove(RoutingContext context) {
    Body body = bodies.remove(context);
    used -= body.length;
    return body;
  }
}
