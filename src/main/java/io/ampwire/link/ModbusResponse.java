package io.ampwire.link;

/** How a Modbus request ended. Expected failures are answers, not exceptions. */
public sealed interface ModbusResponse {

  /** The registers that were asked for, two bytes each, as on the wire. */
  record Registers(byte[] bytes) implements ModbusResponse {}

  /** The device confirmed a write. */
  record Written() implements ModbusResponse {}

  /** The device refused, with a Modbus exception code. */
  record Refused(int code) implements ModbusResponse {}

  /**
   * No valid answer.
   *
   * @param sent whether the request may have reached the device
   */
  record Failed(Reason reason, boolean sent, String detail) implements ModbusResponse {}

  /** Why there is no valid answer. */
  enum Reason {
    /** No connection: nothing was sent. */
    DOWN,
    /** Nothing came in time. */
    TIMEOUT,
    /** The connection went away first. */
    LOST,
    /** What came is not an answer to this request. */
    MALFORMED
  }

  /** Whether the device itself answered, be it with a refusal. */
  default boolean valid() {
    return !(this instanceof Failed);
  }
}
