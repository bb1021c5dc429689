package io.ampwire.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.mqtt.ReceivingMqttMessageMetadata;
import io.vertx.mqtt.messages.MqttPublishMessage;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Connector between SmallRye's channels and the one {@link BrokerSession}. Its messages carry
 * SmallRye's MQTT metadata, and also {@link IncomingProperties} or {@link OutgoingProperties} for
 * MQTT 5. Decision record 0001 states why it is not SmallRye's own connector.
 */
@ApplicationScoped
@Connector("ampwire-mqtt")
public class BrokerConnector implements InboundConnector, OutboundConnector {
  private static final Logger LOG = Logger.getLogger(BrokerConnector.class);
  private static final int AFTER_CHANNELS = 4_000;
  private static final int AFTER_LAST_DOCUMENT = 1_000;
  private static final long DISCONNECT_MILLIS = 1_000;

  private final BrokerSession session;

  /** Buffers messages until the channel reads them, on the connection's own thread. */
  private final UnicastProcessor<Message<byte[]>> inbound = UnicastProcessor.create();

  BrokerConnector(BrokerSession session) {
    this.session = session;
  }

  @Override
  public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
    return inbound;
  }

  @Override
  public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
    return new OutgoingChannel(session);
  }

  void start(@Observes @Priority(AFTER_CHANNELS) StartupEvent event) {
    session.start(this::received);
  }

  void stop(@Observes @Priority(AFTER_LAST_DOCUMENT) ShutdownEvent event) {
    try {
      session
          .stop()
          .toCompletionStage()
          .toCompletableFuture()
          .get(DISCONNECT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("MQTT disconnect failed at shutdown: %s", e.getClass().getSimpleName());
    }
  }

  private void received(ReceivedMessage message) {
    MqttPublishMessage packet =
        MqttPublishMessage.create(
            0,
            MqttQoS.valueOf(message.qos()),
            message.duplicate(),
            message.retained(),
            message.topic(),
            Unpooled.wrappedBuffer(message.payload()),
            MqttProperties.NO_PROPERTIES);
    inbound.onNext(
        Message.of(
            message.payload(),
            Metadata.of(
                message.properties(),
                new ReceivingMqttMessageMetadata(
                    io.vertx.mutiny.mqtt.messages.MqttPublishMessage.newInstance(packet)))));
  }
}
