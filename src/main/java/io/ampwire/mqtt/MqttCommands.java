package io.ampwire.mqtt;

import io.smallrye.reactive.messaging.mqtt.ReceivingMqttMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes what comes through the one subscription and hands it over at once; whatever happens, the
 * stream goes on.
 */
@ApplicationScoped
public class MqttCommands {
  private static final Logger LOG = Logger.getLogger(MqttCommands.class);

  /** A retained one is old news: whoever connects is told everything anyway. */
  private static final String STARTED = "online";

  private final Topics topics;
  private final BrokerEvents events;
  private final SubscriptionHealth hearing;

  MqttCommands(Topics topics, BrokerEvents events, SubscriptionHealth hearing) {
    this.topics = topics;
    this.events = events;
    this.hearing = hearing;
  }

  @Incoming("commands")
  CompletionStage<Void> received(Message<byte[]> message) {
    try {
      message
          .getMetadata(ReceivingMqttMessageMetadata.class)
          .ifPresent(mqtt -> handOver(mqtt.getTopic(), message.getPayload(), mqtt.isRetain()));
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "a message could not be handed over");
    }
    return message.ack();
  }

  private void handOver(String topic, byte[] payload, boolean retained) {
    if (topics.isLoop(topic)) {
      if (hearing.reliable()) {
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
    Optional<Topics.CommandAddress> address = topics.command(topic);
    if (address.isPresent()) {
      events.command(address.get(), payload, retained);
    } else {
      events.ignored(topic);
    }
  }
}
