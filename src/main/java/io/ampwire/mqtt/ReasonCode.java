package io.ampwire.mqtt;

import java.util.Map;

/** Names of the reason codes of MQTT 5 and the return codes of MQTT 3.1.1. */
final class ReasonCode {
  static final int DISCONNECT_WITH_WILL = 0x04;
  static final int FAILURE = 0x80;
  static final int MALFORMED_PACKET = 0x81;
  static final int UNSUPPORTED_VERSION = 0x84;
  static final int NOT_AUTHORIZED = 0x87;
  static final int SESSION_TAKEN_OVER = 0x8E;
  static final int PACKET_TOO_LARGE = 0x95;
  static final int ADMINISTRATIVE_ACTION = 0x98;
  static final int RETAIN_NOT_SUPPORTED = 0x9A;
  static final int WILDCARDS_UNSUPPORTED = 0xA2;

  /** CONNACK return code of MQTT 3.1.1. */
  static final int UNACCEPTABLE_VERSION_3 = 1;

  /** As the OASIS standard names them: MQTT 3.1.1 table 3.1, MQTT 5.0 table 2-6. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x01, "unacceptable protocol version"),
          Map.entry(0x02, "identifier rejected"),
          Map.entry(0x03, "server unavailable"),
          Map.entry(0x04, "bad user name or password"),
          Map.entry(0x05, "not authorized"),
          Map.entry(0x80, "unspecified error"),
          Map.entry(0x81, "malformed packet"),
          Map.entry(0x82, "protocol error"),
          Map.entry(0x83, "implementation specific error"),
          Map.entry(0x84, "unsupported protocol version"),
          Map.entry(0x85, "client identifier not valid"),
          Map.entry(0x86, "bad user name or password"),
          Map.entry(0x87, "not authorized"),
          Map.entry(0x88, "server unavailable"),
          Map.entry(0x89, "server busy"),
          Map.entry(0x8A, "banned"),
          Map.entry(0x8B, "server shutting down"),
          Map.entry(0x8C, "bad authentication method"),
          Map.entry(0x8D, "keep alive timeout"),
          Map.entry(0x8E, "session taken over"),
          Map.entry(0x8F, "topic filter invalid"),
          Map.entry(0x90, "topic name invalid"),
          Map.entry(0x91, "packet identifier in use"),
          Map.entry(0x92, "packet identifier not found"),
          Map.entry(0x93, "receive maximum exceeded"),
          Map.entry(0x94, "topic alias invalid"),
          Map.entry(0x95, "packet too large"),
          Map.entry(0x96, "message rate too high"),
          Map.entry(0x97, "quota exceeded"),
          Map.entry(0x98, "administrative action"),
          Map.entry(0x99, "payload format invalid"),
          Map.entry(0x9A, "retain not supported"),
          Map.entry(0x9B, "QoS not supported"),
          Map.entry(0x9C, "use another server"),
          Map.entry(0x9D, "server moved"),
          Map.entry(0x9E, "shared subscriptions not supported"),
          Map.entry(0x9F, "connection rate exceeded"),
          Map.entry(0xA0, "maximum connect time"),
          Map.entry(0xA1, "subscription identifiers not supported"),
          Map.entry(0xA2, "wildcard subscriptions not supported"));

  private ReasonCode() {}

  /** Name and number, such as {@code not authorized (0x87)}. */
  static String describe(int code) {
    return "%s (0x%02X)".formatted(NAMES.getOrDefault(code, "unknown reason"), code);
  }
}
