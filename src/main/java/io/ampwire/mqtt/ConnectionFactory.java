package io.ampwire.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Factory of single connections of another client of the bridge's broker, each with a last will of
 * its own. The client uses the same address, credentials and certificates. It decides itself when
 * to connect again. Confined to the event loop that calls it.
 */
public final class ConnectionFactory {
  private static final Duration ANSWER = Duration.ofSeconds(7);

  private final Vertx vertx;
  private final ConnectOptions options;
  private final VersionNegotiation versions;

  /** Receives the course of one connection. */
  public interface Listener {
    void opened(OpenConnection connection);

    void received(String topic, byte[] payload, boolean retained);

    /** The attempt failed, or the connection ended; called once, and not after a disconnect. */
    void ended(String why);
  }

  public ConnectionFactory(Vertx vertx, BrokerSettings settings, String clientId) {
    this.vertx = vertx;
    this.options = new ConnectOptions(settings, clientId);
    this.versions = new VersionNegotiation(settings.protocol().version());
  }

  /**
   * Opens a connection with a clean session.
   *
   * @param willTopic topic of the last will, which has QoS 1, no delay, and is not retained
   */
  public void open(String willTopic, byte[] willPayload, Listener listener) {
    ConnectOptions.LastWill will = new ConnectOptions.LastWill(willTopic, willPayload, false, 0);
    ProtocolVersion version = versions.next();
    vertx
        .executeBlocking(() -> options.read(version, will))
        .onFailure(unreadable -> listener.ended(reason(unreadable)))
        .onSuccess(request -> connect(request, will, listener));
  }

  private void connect(
      ConnectOptions.Request request, ConnectOptions.LastWill will, Listener listener) {
    MqttConnection.Attempt attempt =
        MqttConnection.open(
            vertx,
            request,
            new MqttConnection.Receiver() {
              @Override
              public void received(ReceivedMessage message) {
                listener.received(message.topic(), message.payload(), message.retained());
              }

              @Override
              public void ended(Throwable cause) {
                listener.ended(reason(cause));
              }
            });
    long timer =
        vertx.setTimer(
            ANSWER.toMillis(),
            late ->
                attempt.abandon(
                    new TimeoutException("no answer within " + ANSWER.toSeconds() + " s")));
    attempt
        .opened()
        .onComplete(any -> vertx.cancelTimer(timer))
        .onSuccess(
            fresh -> {
              versions.accepted();
              listener.opened(new OpenConnection(fresh));
            })
        .onFailure(
            cause -> {
              if (versions.failed(request.version(), cause)) {
                open(will.topic(), will.payload(), listener);
              } else {
                listener.ended(reason(cause));
              }
            });
  }

  private static String reason(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  /** Open connection. */
  public static final class OpenConnection {
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;
    private static final int HEADERS = 16;
    private static final long LAST_MESSAGE_MILLIS = 500;

    private final MqttConnection connection;

    private OpenConnection(MqttConnection connection) {
      this.connection = connection;
    }

    /** Subscribes with QoS 1; on MQTT 5 a message keeps its sender's retain flag. */
    public CompletionStage<Void> subscribe(String filter) {
      return connection.subscribe(filter, true).<Void>mapEmpty().toCompletionStage();
    }

    /** Whether the broker accepts a payload of this size. */
    public boolean fits(String topic, int payloadBytes) {
      return (long) topic.length() * MOST_BYTES_OF_A_CHARACTER + payloadBytes + HEADERS
          <= connection.limits().maxPacket();
    }

    /** Publishes with QoS 0, not retained; {@link #roundTrip} proves the delivery. */
    public void publish(String topic, byte[] payload) {
      connection.publishUnacknowledged(topic, payload);
    }

    /** Completes when the broker has read everything that was published before. */
    public CompletionStage<Void> roundTrip() {
      return connection.roundTrip().toCompletionStage();
    }

    /** Publishes a last message with QoS 1, then disconnects, also if the broker is silent. */
    public CompletionStage<Void> leave(String topic, byte[] payload) {
      Future<Void> published = connection.publish(topic, payload, false, OutgoingProperties.NONE);
      return published
          .timeout(LAST_MESSAGE_MILLIS, TimeUnit.MILLISECONDS)
          .eventually(connection::disconnectWithWill)
          .toCompletionStage();
    }
  }
}
