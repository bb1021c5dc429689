package io.ampwire.mqtt;

import io.ampwire.fuzz.Hold;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Any bytes that a broker sends in answer to CONNECT and to a SUBSCRIBE: the connection ends with a
 * cause or stays usable, and no exception escapes to the event loop. The lowest bit of the first
 * byte chooses the protocol version, the next one whether a valid CONNACK comes first.
 */
public final class BrokerFuzz {
  private static final byte[] CONNACK_5 = {0x20, 3, 0, 0, 0};
  private static final byte[] CONNACK_3 = {0x20, 2, 0, 0};
  private static final long MILLIS = 5_000;

  private static BrokerFuzz instance;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final ConnectOptions options;
  private volatile byte[] answer = {};
  private volatile Throwable escaped;

  private BrokerFuzz() {
    vertx.exceptionHandler(cause -> escaped = cause);
    loop.exceptionHandler(cause -> escaped = cause);
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        bytes -> {
                          socket.handler(more -> {});
                          socket.write(Buffer.buffer(answer)).onComplete(sent -> socket.close());
                        }));
    int port = get(server.listen(0, "127.0.0.1").map(NetServer::actualPort));
    BrokerSettings settings =
        new BrokerSettings(
            BrokerSettings.Address.of("mqtt://127.0.0.1:" + port),
            BrokerProfile.GENERIC,
            "ampwire-bridge",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    options = new ConnectOptions(settings, new Topics("ampwire", "bridge", Optional.empty()));
  }

  /** Called by the fuzzer, by this name. */
  public static synchronized void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    if (instance == null) {
      instance = new BrokerFuzz();
    }
    instance.run(input);
  }

  private void run(byte[] input) {
    ProtocolVersion version =
        (input[0] & 1) == 0 ? ProtocolVersion.MQTT_5 : ProtocolVersion.MQTT_3_1_1;
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    answer = (input[0] & 2) == 0 ? after(version, rest) : rest;
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    MqttConnection.Receiver receiver =
        new MqttConnection.Receiver() {
          @Override
          public void received(ReceivedMessage message) {
            Hold.that(message.topic() != null, "a message without a topic");
          }

          @Override
          public void ended(Throwable cause) {
            end.complete(cause);
          }
        };
    loop.runOnContext(
        start ->
            MqttConnection.open(vertx, options.read(version), receiver)
                .opened()
                .onSuccess(
                    open -> open.subscribe("ampwire/bridge/+/cmd/+", true).onFailure(e -> {}))
                .onFailure(end::complete));
    try {
      Throwable cause = end.get(MILLIS, TimeUnit.MILLISECONDS);
      Hold.that(cause != null, "an end without a cause");
    } catch (TimeoutException e) {
      throw new AssertionError("the connection neither ended nor failed", e);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
    Throwable lost = escaped;
    escaped = null;
    if (lost != null) {
      throw new AssertionError("an exception on the event loop", lost);
    }
  }

  private static byte[] after(ProtocolVersion version, byte[] rest) {
    byte[] first = version == ProtocolVersion.MQTT_5 ? CONNACK_5 : CONNACK_3;
    byte[] whole = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, whole, first.length, rest.length);
    return whole;
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
