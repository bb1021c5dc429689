package io.ampwire.mqtt;

import io.smallrye.reactive.messaging.mqtt.ReceivingMqttMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Subscriber of the incoming channel. It dispatches each message by its topic and never fails. */
@ApplicationScoped
public class MqttCommands {
  private static final Logger LOG = Logger.getLogger(MqttCommands.class);

  /**
   * A retained birth message is old, and a new subscriber receives all retained messages anyway.
   */
  private static final String STARTED = "online";

  private final Topics topics;
  private final BrokerEvents events;
  private final SubscriptionHealth subscription;

  MqttCommands(Topics topics, BrokerEvents events, SubscriptionHealth subscription) {
    this.topics = topics;
    this.events = events;
    this.subscription = subscription;
  }

  @Incoming("commands")
  CompletionStage<Void> received(Message<byte[]> message) {
    try {
      message
          .getMetadata(ReceivingMqttMessageMetadata.class)
          .ifPresent(
              mqtt ->
                  handOver(
                      mqtt.getTopic(),
                      message.getPayload(),
                      mqtt.isRetain(),
                      message
                          .getMetadata(IncomingProperties.class)
                          .orElse(IncomingProperties.NONE)));
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "cannot process a received message");
    }
    return message.ack();
  }

  private void handOver(
      String topic, byte[] payload, boolean retained, IncomingProperties properties) {
    if (topics.isLoop(topic)) {
      if (subscription.reliable()) {
        events.loop(payload);
      } else {
        events.echo(payload);
      }
      return;
    }
    if (topics.isBirth(topic)) {
      if (!retained && STARTED.equals(new String(payload, StandardCharsets.UTF_8))) {
        events.homeAssistantStarted();
      }
      return;
    }
    BrokerEvents.CommandMessage command =
        new BrokerEvents.CommandMessage(payload, retained, properties);
    Optional<Topics.CommandAddress> address = topics.command(topic);
    Optional<String> group = topics.limitOf(topic);
    if (address.isPresent()) {
      events.command(address.get(), command);
    } else if (group.isPresent()) {
      events.limit(group.get(), command);
    } else if (!retained && !topics.isOwn(topic)) {
      events.heard(topic, payload);
    } else {
      events.ignored(topic);
    }
  }
}
