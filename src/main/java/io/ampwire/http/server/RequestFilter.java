package io.ampwire.http.server;

import io.ampwire.http.ProblemBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * First handler of every request, on both ports: refuses what is malformed, comes from a page of
 * another site or announces too long a body, and sets the deadline of the body. It reads the
 * request's head only and runs on the connection's event loop.
 */
public final class RequestFilter {
  private static final String AUTHORITY = Authority.class.getName();

  private final Limits limits;
  private final Function<Authority, Optional<Refusal>> hosts;
  private final ProblemBody problems;

  /**
   * Bounds of a request's body.
   *
   * @param longest bytes that a body may have, by path
   * @param millis time that a body may take
   */
  public record Limits(Function<String, Long> longest, long millis) {}

  /**
   * @param hosts refuses a host by which the server may not be called
   */
  public RequestFilter(
      Limits limits, Function<Authority, Optional<Refusal>> hosts, ProblemBody problems) {
    this.limits = limits;
    this.hosts = hosts;
    this.problems = problems;
  }

  /** The host that the request names; empty only for HTTP 1.0. */
  public static Optional<Authority> authority(RoutingContext context) {
    return Optional.ofNullable(context.get(AUTHORITY));
  }

  /** Passes the request on or answers it. */
  public void handle(RoutingContext context) {
    ConnectionGuard.of(context.request()).ifPresent(guard -> guard.follow(context));
    Optional<Refusal> refusal = refusal(context);
    if (refusal.isPresent()) {
      refuse(context, refusal.get());
      return;
    }
    if (length(context.request()) > 0) {
      limitBody(context);
    }
    context.next();
  }

  /**
   * Answers what the router refuses before any handler sees it, such as a request without a host,
   * instead of the framework, which logs each as an error.
   */
  public void handleFailure(RoutingContext context) {
    int status = context.statusCode();
    if (status >= 400 && status < 500 && !context.response().headWritten()) {
      refuse(context, new Refusal(status, "Bad Request", "the request is malformed"));
    } else {
      context.next();
    }
  }

  private Optional<Refusal> refusal(RoutingContext context) {
    HttpServerRequest request = context.request();
    String method = request.method().name();
    if (!request.uri().startsWith("/")) {
      return Optional.of(Refusal.badRequest("the request target is not a path"));
    }
    List<String> named = request.headers().getAll("Host");
    Optional<Authority> host =
        named.size() == 1 ? Authority.parse(named.get(0)) : Optional.<Authority>empty();
    boolean old = request.version() == HttpVersion.HTTP_1_0 && named.isEmpty();
    if (host.isEmpty() && !old) {
      return Optional.of(
          Refusal.badRequest(
              "the Host header is not one host name or address, with or without port"));
    }
    host.ifPresent(found -> context.put(AUTHORITY, found));
    return host.flatMap(hosts)
        .or(() -> body(request, method))
        .or(() -> CrossSiteCheck.refusal(method, request.headers(), host));
  }

  private Optional<Refusal> body(HttpServerRequest request, String method) {
    if (request.headers().contains("Transfer-Encoding")) {
      return Optional.of(
          Refusal.lengthRequired("send the body with a Content-Length, not in chunks"));
    }
    long length = length(request);
    long longest = limits.longest.apply(request.path());
    if (length > 0 && (method.equals("GET") || method.equals("HEAD"))) {
      return Optional.of(Refusal.badRequest("a " + method + " request has no body"));
    }
    return length <= longest
        ? Optional.empty()
        : Optional.of(
            Refusal.tooLarge(
                "a body of at most " + longest + " bytes is accepted here, not of " + length));
  }

  /** The body's length in bytes; 0 without a body. */
  public static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
  }

  private void limitBody(RoutingContext context) {
    HttpServerRequest request = context.request();
    long timer =
        context
            .vertx()
            .setTimer(
                limits.millis,
                fired -> {
                  Refusal late =
                      Refusal.timeout("the body took longer than " + limits.millis / 1000 + " s");
                  if (context.response().headWritten()) {
                    request.connection().close();
                  } else {
                    refuse(context, late);
                  }
                });
    request.end().onComplete(ended -> context.vertx().cancelTimer(timer));
    context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
  }

  /** Answers and ends the connection, so that nothing more of the request is read. */
  void refuse(RoutingContext context, Refusal refusal) {
    context
        .response()
        .setStatusCode(refusal.status())
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Connection", "close")
        .end(Buffer.buffer(problems.of(refusal.status(), refusal.title(), refusal.detail())));
  }
}
