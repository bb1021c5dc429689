package io.ampwire.app.sparkplug;

import io.ampwire.mqtt.ConnectionFactory;
import io.ampwire.sparkplug.BrokerConnections;
import java.util.concurrent.CompletionStage;

/** Connections of an edge node to the bridge's broker. */
public record EdgeNodeConnections(ConnectionFactory factory) implements BrokerConnections {
  @Override
  public void open(String willTopic, byte[] willPayload, Listener listener) {
    factory.open(
        willTopic,
        willPayload,
        new ConnectionFactory.Listener() {
          @Override
          public void opened(ConnectionFactory.OpenConnection connection) {
            listener.opened(new Open(connection));
          }

          @Override
          public void received(String topic, byte[] payload, boolean retained) {
            listener.received(topic, payload, retained);
          }

          @Override
          public void ended(String why) {
            listener.ended(why);
          }
        });
  }

  private record Open(ConnectionFactory.OpenConnection connection) implements Connection {
    @Override
    public CompletionStage<Void> subscribe(String filter) {
      return connection.subscribe(filter);
    }

    @Override
    public boolean fits(String topic, int payloadBytes) {
      return connection.fits(topic, payloadBytes);
    }

    @Override
    public void publish(String topic, byte[] payload) {
      connection.publish(topic, payload);
    }

    @Override
    public CompletionStage<Void> roundTrip() {
      return connection.roundTrip();
    }

    @Override
    public CompletionStage<Void> leave(String topic, byte[] payload) {
      return connection.leave(topic, payload);
    }
  }
}
