package io.ampwire.mqtt;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.mqtt.session.MqttClientSessionOptions;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/**
 * The one set of client options that all channels name, so that they share one connection. The
 * customizer has the last word, after the connector's own keys.
 */
@ApplicationScoped
public class SessionOptions implements ClientCustomizer<MqttClientSessionOptions> {
  /** Above the outbox's window with its marks: the client refuses what is more. */
  private static final int IN_FLIGHT = 2_000;

  private static final int KEEP_ALIVE_SECONDS = 8;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  /** A message beyond it ends the connection, so it is far above anything a command may be. */
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;

  private final BrokerSettings settings;
  private final Topics topics;
  private final BrokerEvents events;

  SessionOptions(BrokerSettings settings, Topics topics, BrokerEvents events) {
    this.settings = settings;
    this.topics = topics;
    this.events = events;
  }

  @Produces
  @Singleton
  @Identifier("ampwire")
  MqttClientSessionOptions shared() {
    MqttClientSessionOptions options = new MqttClientSessionOptions();
    options.setReconnectDelay(new SessionWatch(events));
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    options.setWillQoS(1);
    options.setWillTopic(topics.status());
    options.setWillMessageBytes(Buffer.buffer("offline"));
    return options;
  }

  @Override
  public MqttClientSessionOptions customize(
      String channel, Config config, MqttClientSessionOptions options) {
    options.setHostname(settings.host());
    options.setPort(settings.port());
    options.setClientId(settings.clientId());
    settings.username().ifPresent(options::setUsername);
    settings.password().ifPresent(options::setPassword);
    options.setCleanSession(true);
    options.setMaxInflightQueue(IN_FLIGHT);
    options.setMaxMessageSize(LARGEST_MESSAGE);
    options.setWillFlag(true);
    options.setWillRetain(true);
    if (settings.tls()) {
      options.setSsl(true);
      options.setTrustAll(false);
      options.setHostnameVerificationAlgorithm("HTTPS");
    }
    return options;
  }
}
