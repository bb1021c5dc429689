package io.ampwire.link;

/** One Modbus request. */
public sealed interface ModbusRequest {
  int unit();

  int function();

  /** Function 3 or 4. */
  record Read(int unit, int function, int address, int count) implements ModbusRequest {}

  /** Function 6 or 16; {@code registers} two bytes each, as on the wire. */
  record Write(int unit, int function, int address, byte[] registers) implements ModbusRequest {}
}
