package io.ampwire.link;

/** Result of a Modbus request. Expected failures are results, not exceptions. */
public sealed interface ModbusResponse {

  /** The requested registers, two bytes each, as on the wire. */
  record Registers(byte[] bytes) implements ModbusResponse {}

  /** The device confirmed a write. */
  record Written() implements ModbusResponse {}

  /** The device refused, with a Modbus exception code. */
  record Refused(int code) implements ModbusResponse {}

  /**
   * No valid answer arrived.
   *
   * @param sent whether the request may have reached the device
   */
  record Failed(Reason reason, boolean sent, String detail) implements ModbusResponse {}

  /** Reason why no valid answer arrived. */
  enum Reason {
    /** The link has no connection and sent nothing. */
    DOWN,
    /** No answer arrived in time. */
    TIMEOUT,
    /** The connection closed before the answer. */
    LOST,
    /** The received bytes are not an answer to this request. */
    MALFORMED
  }

  /** Whether the device itself answered, including with a refusal. */
  default boolean valid() {
    return !(this instanceof Failed);
  }
}
