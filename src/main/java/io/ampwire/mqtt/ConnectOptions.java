package io.ampwire.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SSLOptions;
import java.nio.charset.StandardCharsets;

/**
 * Socket options and CONNECT packet of a connection. They are read again for every connection, so
 * that it uses a replaced password or certificate.
 */
public final class ConnectOptions {
  /** Hostname verification of the broker's certificate; it cannot be switched off. */
  static final String BY_HOST_NAME = "HTTPS";

  static final int KEEP_ALIVE_SECONDS = 8;

  /**
   * Largest packet that the client reads: far above any valid command, so that a command which is
   * too large still gets an answer. An MQTT 5 broker knows this limit and drops larger packets; a
   * 3.1.1 broker sends them, which ends the connection.
   */
  static final int MAX_INCOMING_PACKET = 4 * 1024 * 1024;

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int SESSION_EXPIRY_INTERVAL = 17;
  private static final int WILL_DELAY_INTERVAL = 24;
  private static final int MAXIMUM_PACKET_SIZE = 39;

  private final BrokerSettings settings;
  private final String clientId;
  private final String willTopic;

  /** Message that the broker publishes with QoS 1 when the connection ends without a DISCONNECT. */
  record LastWill(String topic, byte[] payload, boolean retained, int delaySeconds) {}

  /** Options of the bridge's own connection. */
  public ConnectOptions(BrokerSettings settings, Topics topics) {
    this(settings, settings.clientId(), topics.status());
  }

  /** Options of another client of the same broker, with a last will for each connection. */
  ConnectOptions(BrokerSettings settings, String clientId) {
    this(settings, clientId, "");
  }

  /** Options of another client of the same broker, with its last will on that topic. */
  public ConnectOptions(BrokerSettings settings, String clientId, String willTopic) {
    this.settings = settings;
    this.clientId = clientId;
    this.willTopic = willTopic;
  }

  BrokerSettings settings() {
    return settings;
  }

  /**
   * Data of a connection attempt. Its CONNECT contains the password, so it must never be printed.
   */
  record Request(
      String host,
      int port,
      NetClientOptions socket,
      ProtocolVersion version,
      MqttConnectMessage connect,
      int maxPacket) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Reads the files that the settings name; it blocks, so never call it on an event loop. */
  Request read(ProtocolVersion version) {
    return read(version, true);
  }

  /**
   * Reads the files, with a choice of the will.
   *
   * @param retainedWill false for a broker that has no retained messages
   */
  Request read(ProtocolVersion version, boolean retainedWill) {
    byte[] offline = "offline".getBytes(StandardCharsets.UTF_8);
    return read(
        version, new LastWill(willTopic, offline, retainedWill, settings.willDelaySeconds()));
  }

  /** Reads the files, with a last will of the connection's own. */
  Request read(ProtocolVersion version, LastWill will) {
    NetClientOptions socket = new NetClientOptions();
    socket.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    settings.tls().ifPresent(tls -> secure(socket, tls));
    return new Request(
        settings.host(),
        settings.port(),
        socket,
        version,
        connect(version, will),
        settings.maxPacket());
  }

  private MqttConnectMessage connect(ProtocolVersion version, LastWill will) {
    MqttMessageBuilders.ConnectBuilder connect =
        MqttMessageBuilders.connect()
            .protocolVersion(version.codec())
            .clientId(clientId)
            .cleanSession(true)
            .keepAlive(KEEP_ALIVE_SECONDS)
            .willFlag(true)
            .willRetain(will.retained())
            .willQoS(MqttQoS.AT_LEAST_ONCE)
            .willTopic(will.topic())
            .willMessage(will.payload());
    settings.username().ifPresent(name -> connect.hasUser(true).username(name));
    settings.password().map(PasswordFile::read).ifPresent(word -> password(connect, word));
    if (version == ProtocolVersion.MQTT_5) {
      connect.properties(properties(will)).willProperties(willProperties(will));
    }
    return connect.build();
  }

  private static void password(MqttMessageBuilders.ConnectBuilder connect, String word) {
    connect.hasPassword(true).password(word.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The session ends with the connection, so the broker queues no command while the bridge is away.
   * A delayed will needs a session that lasts as long as the delay; the next connection discards
   * that session with its clean start.
   */
  private static MqttProperties properties(LastWill will) {
    MqttProperties properties = new MqttProperties();
    number(properties, SESSION_EXPIRY_INTERVAL, will.delaySeconds());
    number(properties, MAXIMUM_PACKET_SIZE, MAX_INCOMING_PACKET);
    return properties;
  }

  private static MqttProperties willProperties(LastWill will) {
    MqttProperties properties = new MqttProperties();
    if (will.delaySeconds() > 0) {
      number(properties, WILL_DELAY_INTERVAL, will.delaySeconds());
    }
    return properties;
  }

  private static void number(MqttProperties properties, int id, int value) {
    properties.add(new MqttProperties.IntegerProperty(id, value));
  }

  private static void secure(NetClientOptions options, TlsConfiguration tls) {
    tls.reload();
    options.setSsl(true);
    options.setTrustAll(false);
    options.setHostnameVerificationAlgorithm(BY_HOST_NAME);
    options.setTrustOptions(tls.getTrustStoreOptions());
    options.setKeyCertOptions(tls.getKeyStoreOptions());
    SSLOptions registered = tls.getSSLOptions();
    options.setEnabledSecureTransportProtocols(registered.getEnabledSecureTransportProtocols());
    registered.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    registered.getCrlPaths().forEach(options::addCrlPath);
    registered.getCrlValues().forEach(options::addCrlValue);
  }
}
