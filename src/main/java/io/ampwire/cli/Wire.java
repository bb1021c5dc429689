package io.ampwire.cli;

import io.ampwire.charger.Answer;
import io.ampwire.charger.ModbusDialer;
import io.ampwire.charger.Request;
import io.ampwire.modbus.EventLoops;
import io.ampwire.modbus.VertxDialer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one connection of a command to a device, one request after the other. It is opened when it is
 * needed; one that failed is closed before the next is opened, so a device never sees two.
 */
final class Wire implements AutoCloseable {
  private final ModbusDialer.Endpoint endpoint;
  private final Duration timeout;
  private final Duration spacing;
  private long answered = System.nanoTime();
  private final Vertx vertx;
  private final Context context;
  private final ModbusDialer dialer;
  private ModbusDialer.Connection connection;
  private volatile boolean gone;
  private int requests;
  private Optional<String> failure = Optional.empty();

  Wire(String host, int port, Duration timeout, Duration spacing) {
    this.spacing = spacing;
    this.endpoint = new ModbusDialer.Endpoint(host, port);
    this.timeout = timeout;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.context = within(EventLoops.take(vertx, 1).toCompletionStage()).get(0);
    this.dialer = new VertxDialer(vertx, context, timeout);
  }

  /** The answer, or why there is none; never an exception. */
  Answer ask(Request request) {
    boolean sent = false;
    try {
      ModbusDialer.Connection open = connection();
      rest();
      requests++;
      sent = true;
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      context.runOnContext(nothing -> open.request(request).thenAccept(answer::complete));
      Answer given = within(answer);
      answered = System.nanoTime();
      if (!given.valid()) {
        drop();
      }
      return given;
    } catch (IllegalStateException e) {
      drop();
      failure = Optional.of(e.getMessage());
      return new Answer.Failed(Answer.Reason.LOST, sent, e.getMessage());
    }
  }

  /** Whether a connection could be opened at all. */
  boolean reached() {
    return requests > 0;
  }

  /** Why the last request failed, if one did. */
  Optional<String> failure() {
    return failure;
  }

  /** How many requests were sent. */
  int requests() {
    return requests;
  }

  private void rest() {
    long left = answered + spacing.toNanos() - System.nanoTime();
    if (left > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private ModbusDialer.Connection connection() {
    if (gone) {
      drop();
    }
    if (connection == null) {
      connection = within(dialer.dial(endpoint, why -> gone = true));
    }
    return connection;
  }

  private void drop() {
    if (connection != null) {
      ModbusDialer.Connection closing = connection;
      connection = null;
      CompletableFuture<Void> closed = new CompletableFuture<>();
      context.runOnContext(
          nothing -> {
            closing.close();
            closed.complete(null);
          });
      within(closed);
    }
    gone = false;
  }

  private <T> T within(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    drop();
    within(vertx.close().toCompletionStage());
  }
}
