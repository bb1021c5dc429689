package io.ampwire.mqtt;

/**
 * What one connection may use, as the broker said in its CONNACK and the configuration narrows it.
 * A 3.1.1 broker says nothing, so only the configured packet size limits such a connection.
 *
 * @param version in use
 * @param maxPacket largest packet in bytes, all headers included
 * @param receiveMaximum how many QoS 1 messages may wait for their PUBACK
 * @param maximumQos 0 or 1
 * @param retainAvailable whether the broker keeps retained messages
 * @param wildcardAvailable whether subscriptions may have wildcards
 */
public record BrokerLimits(
    ProtocolVersion version,
    int maxPacket,
    int receiveMaximum,
    int maximumQos,
    boolean retainAvailable,
    boolean wildcardAvailable) {
  /** Largest packet that the protocol can carry: 256 MB and its fixed header. */
  public static final int PROTOCOL_MAX_PACKET = 268_435_455 + 5;

  static final int MAX_IN_FLIGHT = 65_535;

  /** Without any limit but the protocol's own. */
  public static BrokerLimits none(ProtocolVersion version) {
    return new BrokerLimits(version, PROTOCOL_MAX_PACKET, MAX_IN_FLIGHT, 1, true, true);
  }

  /** The same with packets of at most so many bytes. */
  BrokerLimits atMost(int bytes) {
    return new BrokerLimits(
        version,
        Math.min(maxPacket, bytes),
        receiveMaximum,
        maximumQos,
        retainAvailable,
        wildcardAvailable);
  }

  /** Whether packets are limited to less than the protocol allows. */
  public boolean limitsPackets() {
    return maxPacket < PROTOCOL_MAX_PACKET;
  }
}
