package io.ampwire.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Dialer that opens connections no faster than a rate limiter shared with other dialers allows. */
public final class RateLimitedDialer implements ModbusDialer {
  private final ModbusDialer dialer;
  private final Scheduler scheduler;
  private final ConnectRateLimiter pace;

  public RateLimitedDialer(ModbusDialer dialer, Scheduler scheduler, ConnectRateLimiter pace) {
    this.dialer = dialer;
    this.scheduler = scheduler;
    this.pace = pace;
  }

  @Override
  public CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed) {
    long wait = pace.take(scheduler.nanos());
    if (wait == 0) {
      return dialer.dial(endpoint, closed);
    }
    CompletableFuture<Socket> opened = new CompletableFuture<>();
    scheduler.after(wait, () -> dialer.dial(endpoint, closed).whenComplete(hand(opened)));
    return opened;
  }

  private static BiConsumer<Socket, Throwable> hand(CompletableFuture<Socket> opened) {
    return (connection, failure) -> {
      if (failure == null) {
        opened.complete(connection);
      } else {
        opened.completeExceptionally(failure);
      }
    };
  }
}
