package io.ampwire.modbus;

import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusTls;
import io.ampwire.link.ModbusTransport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Dialer that opens connections on the event loop of their charger, so that an answer never changes
 * threads.
 */
public final class VertxDialer implements ModbusDialer {
  private final Vertx vertx;
  private final Context context;
  private final Duration connectTimeout;
  private final boolean resetting;
  private final NetClient plain;
  private final Map<Endpoint, UnansweredRequests> unanswered = new Recent<>();
  private final Map<String, SerialLine> lines = new Recent<>();

  /** Map of the lines used last; only the event loop uses it. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1024;

    private Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }

  /** Like the constructor below; connections are closed gracefully. */
  public VertxDialer(Vertx vertx, Context context, Duration connectTimeout) {
    this(vertx, context, connectTimeout, false);
  }

  /**
   * @param context event loop of the chargers that this dialer serves
   * @param resetting whether closing resets the connection, so that the kernel does not deliver
   *     undelivered bytes later
   */
  public VertxDialer(Vertx vertx, Context context, Duration connectTimeout, boolean resetting) {
    this.vertx = vertx;
    this.context = context;
    this.connectTimeout = connectTimeout;
    this.resetting = resetting;
    this.plain = vertx.createNetClient(options());
  }

  @Override
  public CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed) {
    CompletableFuture<Socket> opened = new CompletableFuture<>();
    context.runOnContext(
        nothing -> {
          if (endpoint.transport() instanceof ModbusTransport.Serial line) {
            serial(endpoint, line, opened, closed);
          } else if (endpoint.transport().rtu()) {
            rtu(endpoint, opened, closed);
          } else if (endpoint.tls().isEmpty()) {
            connect(plain, endpoint, opened, closed, () -> {});
          } else {
            encrypted(endpoint, endpoint.tls().get(), opened, closed);
          }
        });
    return opened;
  }

  private void rtu(Endpoint endpoint, CompletableFuture<Socket> opened, Consumer<Close> closed) {
    plain
        .connect(endpoint.port(), endpoint.host())
        .onSuccess(
            socket ->
                opened.complete(new RtuTcpSocket(vertx, socket, unanswered(endpoint), closed)))
        .onFailure(failure -> opened.completeExceptionally(failed(failure)));
  }

  private void serial(
      Endpoint endpoint,
      ModbusTransport.Serial line,
      CompletableFuture<Socket> opened,
      Consumer<Close> closed) {
    SerialLine next =
        new SerialLine(
            endpoint,
            line,
            unanswered(endpoint),
            task -> context.runOnContext(nothing -> task.run()),
            opened,
            closed);
    next.open(Optional.ofNullable(lines.put(endpoint.host(), next)));
  }

  private UnansweredRequests unanswered(Endpoint endpoint) {
    return unanswered.computeIfAbsent(endpoint, line -> new UnansweredRequests());
  }

  private static ConnectFailure.NoConnection failed(Throwable failure) {
    return new ConnectFailure.NoConnection(ConnectFailure.of(failure));
  }

  /** Each connection has its own client, which reads the certificate files again. */
  private void encrypted(
      Endpoint endpoint, ModbusTls tls, CompletableFuture<Socket> opened, Consumer<Close> closed) {
    NetClient client = vertx.createNetClient(encryption(tls));
    opened.whenComplete(
        (connection, failure) -> {
          if (failure != null) {
            client.close();
          }
        });
    connect(client, endpoint, opened, closed, client::close);
  }

  private static void connect(
      NetClient client,
      Endpoint endpoint,
      CompletableFuture<Socket> opened,
      Consumer<Close> closed,
      Runnable ended) {
    client
        .connect(endpoint.port(), endpoint.host())
        .onSuccess(socket -> opened.complete(new ModbusTcpSocket(socket, closed, ended)))
        .onFailure(failure -> opened.completeExceptionally(failed(failure)));
  }

  private NetClientOptions options() {
    return new NetClientOptions()
        .setConnectTimeout((int) connectTimeout.toMillis())
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setSoLinger(resetting ? 0 : NetClientOptions.DEFAULT_SO_LINGER);
  }

  private NetClientOptions encryption(ModbusTls tls) {
    NetClientOptions options =
        options()
            .setSsl(true)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
            .setSslHandshakeTimeout(connectTimeout.toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    tls.ca()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    tls.identity()
        .ifPresent(
            identity ->
                options.setKeyCertOptions(
                    new PemKeyCertOptions()
                        .addCertPath(identity.certificate().toString())
                        .addKeyPath(identity.key().toString())));
    return options;
  }
}
