package io.ampwire.link;

/** Modbus request. */
public sealed interface ModbusRequest {
  int unit();

  int function();

  /** Function 3 or 4. */
  record Read(int unit, int function, int address, int count) implements ModbusRequest {}

  /**
   * Write with function 6 or 16; {@code registers} holds two bytes per register, as on the wire.
   */
  record Write(int unit, int function, int address, byte[] registers) implements ModbusRequest {}
}
