package io.ampwire.mqtt;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Connector between SmallRye's channels and the one {@link BrokerSession}, which it starts and
 * stops. {@link MqttCommands} has both ends of the incoming channel, {@link MqttPublisher} both of
 * the outgoing one. Decision record 0001 states why it is not SmallRye's own connector.
 */
@ApplicationScoped
@Connector("ampwire-mqtt")
public class BrokerConnector implements InboundConnector, OutboundConnector {
  private static final Logger LOG = Logger.getLogger(BrokerConnector.class);
  private static final int AFTER_CHANNELS = Interceptor.Priority.LIBRARY_BEFORE + 1;
  private static final int AFTER_LAST_DOCUMENT = 1_000;
  private static final long DISCONNECT_MILLIS = 1_000;

  private final BrokerSession session;
  private final MqttCommands.Source incoming = new MqttCommands.Source();

  BrokerConnector(BrokerSession session) {
    this.session = session;
  }

  @Override
  public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
    return incoming.messages();
  }

  @Override
  public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
    return new MqttPublisher.Sink(session);
  }

  void start(@Observes @Priority(AFTER_CHANNELS) StartupEvent event) {
    session.start(incoming::received);
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
}
