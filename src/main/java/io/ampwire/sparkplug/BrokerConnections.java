package io.ampwire.sparkplug;

import java.util.concurrent.CompletionStage;

/**
 * Port: MQTT connections of the edge node, one at a time. Sessions are clean, and the broker keeps
 * nothing of them. All calls in both directions are on the edge node's scheduler and return at
 * once.
 */
public interface BrokerConnections {
  /**
   * Opens a connection; the listener receives its course.
   *
   * @param willTopic topic of the last will, which has QoS 1 and is not retained
   */
  void open(String willTopic, byte[] willPayload, Listener listener);

  /** Receives the course of one connection. */
  interface Listener {
    void opened(Connection connection);

    void received(String topic, byte[] payload, boolean retained);

    /** The attempt failed, or the connection ended; called once, and not after a disconnect. */
    void ended(String why);
  }

  /** An open connection. */
  interface Connection {
    /** Subscribes with QoS 1; fails with the broker's reason. */
    CompletionStage<Void> subscribe(String filter);

    /** Whether the broker accepts a payload of this size. */
    boolean fits(String topic, int payloadBytes);

    /** Publishes with QoS 0, not retained. */
    void publish(String topic, byte[] payload);

    /** Completes when the broker answers a ping, and so has read everything published before. */
    CompletionStage<Void> roundTrip();

    /** Publishes this message with QoS 1, then disconnects. */
    CompletionStage<Void> leave(String topic, byte[] payload);
  }
}
