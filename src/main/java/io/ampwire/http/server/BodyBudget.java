package io.ampwire.http.server;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for request bodies, shared by all requests: a body is read only when its announced length
 * fits, so that many slow uploads cannot fill the heap. Short bodies are always read; the cap on
 * connections bounds them. May be used from any thread.
 */
@ApplicationScoped
public class BodyBudget {
  /** Bytes of a body that needs no room of the budget. */
  public static final long SHORT = 1 << 14;

  /** Bytes of all longer bodies at once. */
  static final long TOTAL = 8 << 20;

  private static final long RETRY_SECONDS = 5;

  private final AtomicLong used = new AtomicLong();

  /** Reserves room for the request's body until its answer is out, or refuses it with 503. */
  public void reserve(RoutingContext context) {
    long length = RequestFilter.length(context.request());
    if (length <= SHORT) {
      return;
    }
    if (used.addAndGet(length) > TOTAL) {
      used.addAndGet(-length);
      throw new ServiceUnavailableException(
          "too many uploads at once; try again in " + RETRY_SECONDS + " s", RETRY_SECONDS);
    }
    context.addEndHandler(ended -> used.addAndGet(-length));
  }

  long used() {
    return used.get();
  }
}
