package io.ampwire.mqtt;

import io.smallrye.reactive.messaging.mqtt.SendingMqttMessageMetadata;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Subscriber of an outgoing channel. It passes each message to the session on arrival. It needs no
 * backpressure, because the outbox limits the number of unproved documents.
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
    OutgoingProperties properties =
        message.getMetadata(OutgoingProperties.class).orElse(OutgoingProperties.NONE);
    session
        .publish(address.getTopic(), message.getPayload(), address.isRetain(), properties)
        .onSuccess(taken -> message.ack())
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
