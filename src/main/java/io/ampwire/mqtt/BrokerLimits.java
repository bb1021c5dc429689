package io.ampwire.mqtt;

/**
 * Limits of one connection, from the broker's CONNACK and the configuration. A 3.1.1 broker states
 * none, so only the configured packet size limits such a connection.
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

  /** Limits of the protocol itself. */
  public static BrokerLimits none(ProtocolVersion version) {
    return new BrokerLimits(version, PROTOCOL_MAX_PACKET, MAX_IN_FLIGHT, 1, true, true);
  }

  /** The same limits with packets of at most that many bytes. */
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
