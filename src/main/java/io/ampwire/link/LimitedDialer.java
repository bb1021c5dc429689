package io.ampwire.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Dialer whose attempts wait for a place in a limit that it shares with other dialers. */
public final class LimitedDialer implements ModbusDialer {
  private final ModbusDialer dialer;
  private final Scheduler scheduler;
  private final ConnectLimit limit;

  public LimitedDialer(ModbusDialer dialer, Scheduler scheduler, ConnectLimit limit) {
    this.dialer = dialer;
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  public CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed) {
    CompletableFuture<Socket> opened = new CompletableFuture<>();
    limit.connect(
        endpoint,
        scheduler,
        ended ->
            dialer
                .dial(endpoint, closed)
                .whenComplete(
                    (socket, failure) -> {
                      ended.accept(failure == null);
                      if (failure == null) {
                        opened.complete(socket);
                      } else {
                        opened.completeExceptionally(failure);
                      }
                    }));
    return opened;
  }
}
