package io.ampwire.cli.verify;

import io.ampwire.cli.CommandLoop;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.modbus.VertxDialer;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blocking Modbus connection of a command to a device, with one request at a time. It opens on
 * demand. A failed connection is closed before the next one opens, so a device never has two.
 */
public final class ModbusSession implements AutoCloseable {
  private final ModbusDialer.Endpoint endpoint;
  private final Duration timeout;
  private Duration spacing;
  private long answered = System.nanoTime();
  private final Context context;
  private final ModbusDialer dialer;
  private final Runnable afterwards;
  private ModbusDialer.Socket connection;
  private volatile boolean gone;
  private int requests;
  private Optional<String> failure = Optional.empty();

  private ModbusSession(
      CommandLoop loop,
      Runnable afterwards,
      ModbusDialer.Endpoint endpoint,
      Duration timeout,
      Duration spacing) {
    this.spacing = spacing;
    this.endpoint = endpoint;
    this.timeout = timeout;
    this.context = loop.context();
    this.afterwards = afterwards;
    this.dialer = new VertxDialer(loop.vertx(), context, timeout);
  }

  /** A connection with its own event loop. */
  public static ModbusSession alone(
      ModbusDialer.Endpoint endpoint, Duration timeout, Duration spacing) {
    CommandLoop own = CommandLoop.start();
    return new ModbusSession(own, own::close, endpoint, timeout, spacing);
  }

  /** A connection on a shared event loop. */
  public static ModbusSession on(
      CommandLoop loop, ModbusDialer.Endpoint endpoint, Duration timeout, Duration spacing) {
    return new ModbusSession(loop, () -> {}, endpoint, timeout, spacing);
  }

  /** Sends a request and returns the answer or the failure; never throws. */
  public ModbusResponse ask(ModbusRequest request) {
    boolean sent = false;
    try {
      ModbusDialer.Socket open = connection();
      rest();
      requests++;
      sent = true;
      CompletableFuture<ModbusResponse> answer = new CompletableFuture<>();
      context.runOnContext(nothing -> open.request(request, answer::complete));
      ModbusResponse given = within(answer);
      answered = System.nanoTime();
      if (!given.valid()) {
        drop();
      }
      return given;
    } catch (IllegalStateException e) {
      drop();
      failure = Optional.of(e.getMessage());
      boolean late = e.getCause() instanceof TimeoutException;
      ModbusResponse.Reason reason =
          late ? ModbusResponse.Reason.TIMEOUT : ModbusResponse.Reason.LOST;
      return new ModbusResponse.Failed(reason, sent, e.getMessage());
    }
  }

  /** Sets the least time between an answer and the next request. */
  public void space(Duration least) {
    spacing = least;
  }

  /** Whether any connection attempt succeeded. */
  public boolean reached() {
    return requests > 0;
  }

  /** Why the last request failed, if one did. */
  Optional<String> failure() {
    return failure;
  }

  /** Number of requests sent. */
  public int requests() {
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

  private ModbusDialer.Socket connection() {
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
      ModbusDialer.Socket closing = connection;
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
    afterwards.run();
  }
}
