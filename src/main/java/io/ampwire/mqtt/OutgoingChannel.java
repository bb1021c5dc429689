package io.ampwire.mqtt;

import io.smallrye.reactive.messaging.mqtt.SendingMqttMessageMetadata;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Hands each message of a channel to the connection as it comes. It asks for no pause: who sends
 * keeps only so many ahead of what the broker proved to have.
 */
final class OutgoingChannel implements Flow.Subscriber<Message<byte[]>> {
  private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);

  private final BrokerSession session;

  OutgoingChannel(BrokerSession session) {
    this.session = session;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Message<byte[]> message) {
    SendingMqttMessageMetadata address =
        message.getMetadata(SendingMqttMessageMetadata.class).orElseThrow();
    session
        .publish(address.getTopic(), message.getPayload(), address.isRetain())
        .onSuccess(packet -> message.ack())
        .onFailure(message::nack);
  }

  @Override
  public void onError(Throwable failure) {
    LOG.error("the channel to the broker ended", failure);
  }

  @Override
  public void onComplete() {
    // The process ends.
  }
}
