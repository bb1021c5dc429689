package io.ampwire.link;

/** Modbus request. */
public sealed interface ModbusRequest {
  int unit();

  int function();

  /** Functions that read or write single bits: coils and discrete inputs. */
  default boolean bits() {
    return function() <= 2 || function() == 5 || function() == 15;
  }

  /**
   * Function 3 or 4 for registers, 1 or 2 for coils and discrete inputs. An answer has two bytes
   * per register or bit; a bit is 0 or 1.
   */
  record Read(int unit, int function, int address, int count) implements ModbusRequest {}

  /**
   * Write with function 6 or 16, or 5 or 15 for coils; {@code registers} holds two bytes per
   * register, as on the wire, or two bytes per coil, 0 or 1.
   */
  record Write(int unit, int function, int address, byte[] registers) implements ModbusRequest {}
}
