package io.ampwire.mqtt;

import java.util.Optional;

/** Failure of a {@link MqttConnection}: a refusal by the broker, or the end of a connection. */
abstract sealed class BrokerAnswer extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_TEXT = 200;

  private BrokerAnswer(String message) {
    super(message, null, false, false);
  }

  /** The broker's text for a log line: bounded, without control characters. */
  private static String said(int code, Optional<String> text) {
    String shown = text.map(BrokerAnswer::printable).filter(t -> !t.isEmpty()).orElse("");
    return ReasonCode.describe(code) + (shown.isEmpty() ? "" : ": " + shown);
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_TEXT)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** CONNACK with a reason other than success. */
  static final class Refused extends BrokerAnswer {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refused(int code, Optional<String> text) {
      super("the broker answers " + said(code, text));
      this.code = code;
    }

    /** Whether the broker refuses a retained last will. */
    boolean retain() {
      return code == ReasonCode.RETAIN_NOT_SUPPORTED;
    }

    /** Whether it refuses the protocol version and not the client. */
    boolean version() {
      return code == ReasonCode.UNSUPPORTED_VERSION || code == ReasonCode.UNACCEPTABLE_VERSION_3;
    }
  }

  /** DISCONNECT from an MQTT 5 broker. */
  static final class Disconnected extends BrokerAnswer {
    private static final long serialVersionUID = 1L;
    private final int code;

    Disconnected(int code, Optional<String> text) {
      super("the broker ended the connection: " + said(code, text));
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The connection ended without a packet before the broker's CONNACK. */
  static final class EndedUnanswered extends BrokerAnswer {
    private static final long serialVersionUID = 1L;

    EndedUnanswered() {
      super("the connection ended before the broker answered");
    }
  }

  /** The connection ended without a DISCONNECT. */
  static final class Ended extends BrokerAnswer {
    private static final long serialVersionUID = 1L;
    private final transient Optional<UnprovedPacket> unproved;

    Ended(Optional<UnprovedPacket> unproved) {
      super("the connection was lost");
      this.unproved = unproved;
    }

    /** The packet that may have been too large, if there is one. */
    Optional<UnprovedPacket> unproved() {
      return unproved;
    }
  }

  /** PUBACK or SUBACK with a failure reason. */
  static final class NotTaken extends BrokerAnswer {
    private static final long serialVersionUID = 1L;

    NotTaken(int code, Optional<String> text) {
      super(said(code, text));
    }
  }

  /**
   * A packet that was larger than any the broker acknowledged on its connection, and had no PUBACK
   * when the connection ended.
   */
  record UnprovedPacket(String topic, int bytes) {}
}
