package io.ampwire.modbus;

import io.ampwire.link.ModbusRequest;
import java.nio.ByteBuffer;

/**
 * Check whether an answer's bytes can be the answer to a request; it trusts no field of the answer.
 */
final class ResponseShape {
  private static final int ERROR = 0x80;
  private static final int COIL_ON = 0xFF00;

  private ResponseShape() {}

  /**
   * @param pdu answer from its function code on; not consumed
   */
  static boolean fits(ModbusRequest request, ByteBuffer pdu) {
    int length = pdu.remaining();
    int at = pdu.position();
    if (length < 2) {
      return false;
    }
    int function = pdu.get(at) & 0xFF;
    if (function == (request.function() | ERROR)) {
      return length == 2;
    }
    if (function != request.function()) {
      return false;
    }
    if (request instanceof ModbusRequest.Read read) {
      int bytes = pdu.get(at + 1) & 0xFF;
      int expected = read.bits() ? (read.count() + 7) / 8 : 2 * read.count();
      return bytes == expected && length == 2 + bytes;
    }
    return length == 5 && echoes((ModbusRequest.Write) request, pdu, at);
  }

  private static boolean echoes(ModbusRequest.Write write, ByteBuffer pdu, int at) {
    int address = pdu.getShort(at + 1) & 0xFFFF;
    int second = pdu.getShort(at + 3) & 0xFFFF;
    byte[] bytes = write.registers();
    int expected =
        switch (write.function()) {
          case 5 -> ModbusPdu.isSet(bytes, 0) ? COIL_ON : 0;
          case 15, 16 -> bytes.length / 2;
          default -> (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        };
    return address == write.address() && second == expected;
  }
}
