package io.ampwire.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Converter between the MQTT 5 properties of Netty's codec and the bridge's own records. Numbers
 * are those of the standard, section 2.2.2.2. A 3.1.1 packet has no properties.
 */
final class Mqtt5Properties {
  static final int PAYLOAD_FORMAT_INDICATOR = 1;
  private static final int MESSAGE_EXPIRY_INTERVAL = 2;
  static final int CONTENT_TYPE = 3;
  private static final int RESPONSE_TOPIC = 8;
  static final int CORRELATION_DATA = 9;
  private static final int SERVER_KEEP_ALIVE = 19;
  private static final int REASON_STRING = 31;
  private static final int RECEIVE_MAXIMUM = 33;
  private static final int MAXIMUM_QOS = 36;
  private static final int RETAIN_AVAILABLE = 37;
  static final int USER_PROPERTY = 38;
  private static final int MAXIMUM_PACKET_SIZE = 39;
  private static final int WILDCARD_AVAILABLE = 40;

  private Mqtt5Properties() {}

  /** Limits that a CONNACK states. */
  static BrokerLimits limits(ProtocolVersion version, MqttProperties said) {
    BrokerLimits none = BrokerLimits.none(version);
    return new BrokerLimits(
        version,
        positive(number(said, MAXIMUM_PACKET_SIZE, 0), none.maxPacket()),
        positive(number(said, RECEIVE_MAXIMUM, 0), none.receiveMaximum()),
        number(said, MAXIMUM_QOS, none.maximumQos()),
        number(said, RETAIN_AVAILABLE, 1) != 0,
        number(said, WILDCARD_AVAILABLE, 1) != 0);
  }

  /** Keep-alive time in seconds that a CONNACK prescribes. */
  static int serverKeepAlive(MqttProperties said, int otherwise) {
    return number(said, SERVER_KEEP_ALIVE, otherwise);
  }

  /** The broker's reason string; it may contain control characters. */
  static Optional<String> reason(MqttProperties said) {
    return text(said, REASON_STRING);
  }

  /** Properties of a received PUBLISH. */
  static IncomingProperties ofMessage(MqttProperties properties) {
    return new IncomingProperties(
        expiry(properties), text(properties, RESPONSE_TOPIC), bytes(properties, CORRELATION_DATA));
  }

  /** The value as a limit. Zero is forbidden, and a value from 2^31 on does not limit anything. */
  private static int positive(int value, int otherwise) {
    return value > 0 ? value : otherwise;
  }

  private static int number(MqttProperties properties, int id, int otherwise) {
    return properties.getProperty(id) instanceof MqttProperties.IntegerProperty found
        ? found.value()
        : otherwise;
  }

  private static OptionalLong expiry(MqttProperties properties) {
    return properties.getProperty(MESSAGE_EXPIRY_INTERVAL)
            instanceof MqttProperties.IntegerProperty found
        ? OptionalLong.of(Integer.toUnsignedLong(found.value()))
        : OptionalLong.empty();
  }

  private static Optional<String> text(MqttProperties properties, int id) {
    return properties.getProperty(id) instanceof MqttProperties.StringProperty found
        ? Optional.of(found.value())
        : Optional.empty();
  }

  private static Optional<byte[]> bytes(MqttProperties properties, int id) {
    return properties.getProperty(id) instanceof MqttProperties.BinaryProperty found
        ? Optional.of(found.value())
        : Optional.empty();
  }
}
