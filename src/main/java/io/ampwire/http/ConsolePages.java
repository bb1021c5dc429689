package io.ampwire.http;

import io.ampwire.http.ConsoleContent.StaticAnswer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Routes of the console's pages, scripts and styles. The first request puts the content together,
 * because a bridge on a small gateway shall poll before it has read pages that may never be opened;
 * from then on it is served from memory.
 */
@ApplicationScoped
public class ConsolePages {
  /** Content, once something has asked for it. */
  private volatile Optional<ConsoleContent> read = Optional.empty();

  void install(@Observes Router router) {
    Stream.of(
            ConsoleContent.NAMES.stream().map(ConsoleContent::address),
            Stream.of("/index.html", "/console/*"))
        .flatMap(paths -> paths)
        .forEach(
            path ->
                router
                    .route(path)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(this::serve));
  }

  private void serve(RoutingContext context) {
    read.map(Future::succeededFuture)
        .orElseGet(() -> context.vertx().executeBlocking(this::content, false))
        .onSuccess(
            content ->
                content
                    .at(context.normalizedPath())
                    .ifPresentOrElse(answer -> send(context, answer), context::next))
        .onFailure(context::fail);
  }

  private synchronized ConsoleContent content() {
    if (read.isEmpty()) {
      read = Optional.of(new ConsoleContent());
    }
    return read.get();
  }

  /** The page for an address that has none. */
  byte[] notFound() {
    return content().notFound();
  }

  private static void send(RoutingContext context, StaticAnswer answer) {
    context.response().putHeader("ETag", answer.tag());
    if (answer.tag().equals(context.request().getHeader("If-None-Match"))) {
      context.response().setStatusCode(304).end();
      return;
    }
    context
        .response()
        .putHeader("Content-Type", answer.type())
        .putHeader("Content-Length", Integer.toString(answer.body().length));
    if (context.request().method() == HttpMethod.HEAD) {
      context.response().end();
    } else {
      context.response().end(Buffer.buffer(answer.body()));
    }
  }
}
