package io.ampwire.modbus;

import com.digitalpetri.modbus.Crc16;
import io.ampwire.link.ModbusRequest;
import java.nio.ByteBuffer;

/** Modbus RTU frames: unit, PDU, and CRC-16 with its low byte first. */
final class RtuFrame {
  /** Longest frame, bytes. */
  static final int LONGEST = 256;

  /** Bytes around the PDU. */
  static final int OVERHEAD = 3;

  private RtuFrame() {}

  static byte[] of(ModbusRequest request) {
    byte[] pdu = ModbusPdu.bytes(request);
    byte[] frame = new byte[pdu.length + OVERHEAD];
    frame[0] = (byte) request.unit();
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int crc = crc(frame, pdu.length + 1);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >>> 8);
    return frame;
  }

  /** Checksum of the first bytes. */
  static int crc(byte[] bytes, int length) {
    Crc16 crc = new Crc16();
    crc.update(ByteBuffer.wrap(bytes, 0, length));
    return crc.getValue();
  }

  /** Whether the last two of these bytes are the checksum of those before. */
  static boolean intact(byte[] bytes, int length) {
    int sent = bytes[length - 2] & 0xFF | (bytes[length - 1] & 0xFF) << 8;
    return crc(bytes, length - 2) == sent;
  }
}
