package io.ampwire.cli;

import io.ampwire.modbus.EventLoops;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Event loop of a command's connections; several connections may share one. */
public record CommandLoop(Vertx vertx, Context context) implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  public static CommandLoop start() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    return new CommandLoop(vertx, within(EventLoops.take(vertx, 1).toCompletionStage()).get(0));
  }

  private static <T> T within(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    within(vertx.close().toCompletionStage());
  }
}
