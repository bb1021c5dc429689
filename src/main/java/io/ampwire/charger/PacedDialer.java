package io.ampwire.charger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Dials no faster than the pace that it shares with other dialers. */
public final class PacedDialer implements ModbusDialer {
  private final ModbusDialer dialer;
  private final Scheduler scheduler;
  private final DialPace pace;

  public PacedDialer(ModbusDialer dialer, Scheduler scheduler, DialPace pace) {
    this.dialer = dialer;
    this.scheduler = scheduler;
    this.pace = pace;
  }

  @Override
  public CompletionStage<Connection> dial(Endpoint endpoint, Consumer<String> closed) {
    long wait = pace.take(scheduler.nanos());
    if (wait == 0) {
      return dialer.dial(endpoint, closed);
    }
    CompletableFuture<Connection> opened = new CompletableFuture<>();
    scheduler.after(wait, () -> dialer.dial(endpoint, closed).whenComplete(hand(opened)));
    return opened;
  }

  private static BiConsumer<Connection, Throwable> hand(CompletableFuture<Connection> opened) {
    return (connection, failure) -> {
      if (failure == null) {
        opened.complete(connection);
      } else {
        opened.completeExceptionally(failure);
      }
    };
  }
}
