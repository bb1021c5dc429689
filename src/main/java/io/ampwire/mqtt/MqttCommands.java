package io.ampwire.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.reactive.messaging.mqtt.ReceivingMqttMessageMetadata;
import io.vertx.mqtt.messages.MqttPublishMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Messages from the broker, through the incoming channel: {@link Source} puts them into it, and
 * {@link #received} takes each out, dispatches it by its topic and never fails.
 */
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

  /**
   * Connector's end of the channel. It buffers messages until the channel reads them, on the
   * connection's own thread. A message carries SmallRye's MQTT metadata and {@link
   * IncomingProperties}.
   */
  static final class Source {
    private final UnicastProcessor<Message<byte[]>> messages = UnicastProcessor.create();

    Flow.Publisher<Message<byte[]>> messages() {
      return messages;
    }

    void received(ReceivedMessage message) {
      MqttPublishMessage packet =
          MqttPublishMessage.create(
              0,
              MqttQoS.valueOf(message.qos()),
              message.duplicate(),
              message.retained(),
              message.topic(),
              Unpooled.wrappedBuffer(message.payload()),
              MqttProperties.NO_PROPERTIES);
      messages.onNext(
          Message.of(
              message.payload(),
              Metadata.of(
                  message.properties(),
                  new ReceivingMqttMessageMetadata(
                      io.vertx.mutiny.mqtt.messages.MqttPublishMessage.newInstance(packet)))));
    }
  }
}
