package io.ampwire.mqtt;

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
 * Brings the channels to the one connection. The connector that SmallRye has for MQTT is not used,
 * because it connects before anybody reads its stream and drops what the subscription brings until
 * then, takes a refused subscription for a granted one, and lets nobody end a dead connection.
 */
@ApplicationScoped
@Connector("ampwire-mqtt")
public class BrokerConnector implements InboundConnector, OutboundConnector {
  private static final Logger LOG = Logger.getLogger(BrokerConnector.class);
  private static final int AFTER_CHANNELS = 4_000;
  private static final int AFTER_THE_LAST_WORD = 1_000;
  private static final long LEAVE_MILLIS = 1_000;

  private final BrokerSession session;

  /** Keeps what comes until the channel reads it, which it does on the connection's own thread. */
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

  void stop(@Observes @Priority(AFTER_THE_LAST_WORD) ShutdownEvent event) {
    try {
      session
          .stop()
          .toCompletionStage()
          .toCompletableFuture()
          .get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("stopping without a leave from the broker: %s", e.getClass().getSimpleName());
    }
  }

  private void received(MqttPublishMessage message) {
    inbound.onNext(
        Message.of(
            message.payload().getBytes(),
            Metadata.of(
                new ReceivingMqttMessageMetadata(
                    io.vertx.mutiny.mqtt.messages.MqttPublishMessage.newInstance(message)))));
  }
}
