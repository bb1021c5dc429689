package io.ampwire.modbus;

import io.ampwire.charger.ModbusDialer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Opens connections on the event loop of the charger they are for, so that no answer changes
 * threads.
 */
public final class VertxDialer implements ModbusDialer {
  private final Context context;
  private final NetClient client;

  /**
   * @param context event loop of the chargers that this dialer serves
   */
  public VertxDialer(Vertx vertx, Context context, Duration connectTimeout) {
    this.context = context;
    NetClientOptions options =
        new NetClientOptions()
            .setConnectTimeout((int) connectTimeout.toMillis())
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true);
    this.client = vertx.createNetClient(options);
  }

  @Override
  public CompletionStage<Connection> dial(Endpoint endpoint, Consumer<String> closed) {
    CompletableFuture<Connection> opened = new CompletableFuture<>();
    context.runOnContext(
        nothing ->
            client
                .connect(endpoint.port(), endpoint.host())
                .onSuccess(socket -> opened.complete(new VertxConnection(socket, closed)))
                .onFailure(opened::completeExceptionally));
    return opened;
  }
}
