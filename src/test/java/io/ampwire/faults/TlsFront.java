package io.ampwire.faults;

import io.ampwire.demo.ModbusServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Encryption in front of a charger that knows none. */
final class TlsFront implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger sessions = new AtomicInteger();
  private final ModbusServer charger;
  private final NetServer server;

  /**
   * @param clients who has to vouch for a client; empty: nobody
   */
  TlsFront(ModbusServer charger, Certificates.Issued own, Optional<Path> clients) {
    this.charger = charger;
    NetServerOptions options =
        new NetServerOptions()
            .setHost("127.0.0.1")
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertPath(own.certificate().toString())
                    .addKeyPath(own.key().toString()));
    clients.ifPresent(
        ca ->
            options
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    server = vertx.createNetServer(options).connectHandler(this::guest);
    server
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  int port() {
    return server.actualPort();
  }

  /** Clients that finished the handshake. */
  int sessions() {
    return sessions.get();
  }

  private void guest(NetSocket guest) {
    sessions.incrementAndGet();
    guest.pause();
    vertx
        .createNetClient()
        .connect(charger.port(), charger.host())
        .onSuccess(
            inner -> {
              guest.pipeTo(inner);
              inner.pipeTo(guest);
            })
        .onFailure(failure -> guest.close());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
