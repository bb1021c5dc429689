package io.ampwire.modbus;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import java.nio.ByteBuffer;

/**
 * Request and answer of the link as protocol data units, which every framing carries, and the check
 * whether an answer's bytes can be the answer to a request.
 */
final class ModbusPdu {
  /** Length of a read and of the write of one register or coil. */
  static final int SHORTEST = 5;

  private static final int ERROR = 0x80;
  private static final int COIL_ON = 0xFF00;

  private ModbusPdu() {}

  private static ModbusRequestPdu of(ModbusRequest request) {
    if (request instanceof ModbusRequest.Read read) {
      return switch (read.function()) {
        case 1 -> new ReadCoilsRequest(read.address(), read.count());
        case 2 -> new ReadDiscreteInputsRequest(read.address(), read.count());
        case 4 -> new ReadInputRegistersRequest(read.address(), read.count());
        default -> new ReadHoldingRegistersRequest(read.address(), read.count());
      };
    }
    ModbusRequest.Write write = (ModbusRequest.Write) request;
    byte[] bytes = write.registers();
    return switch (write.function()) {
      case 5 -> new WriteSingleCoilRequest(write.address(), isSet(bytes, 0));
      case 15 -> new WriteMultipleCoilsRequest(write.address(), bytes.length / 2, packed(bytes));
      case 16 -> new WriteMultipleRegistersRequest(write.address(), bytes.length / 2, bytes);
      default ->
          new WriteSingleRegisterRequest(write.address(), (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF);
    };
  }

  /** Bytes of the request from its function code on. */
  static byte[] bytes(ModbusRequest request) {
    ByteBuffer bytes = ByteBuffer.allocate(length(request));
    encode(request, bytes);
    return bytes.array();
  }

  /** Number of {@link #bytes}. */
  static int length(ModbusRequest request) {
    if (request instanceof ModbusRequest.Read) {
      return SHORTEST;
    }
    byte[] registers = ((ModbusRequest.Write) request).registers();
    return switch (request.function()) {
      case 15 -> 6 + (registers.length / 2 + 7) / 8;
      case 16 -> 6 + registers.length;
      default -> SHORTEST;
    };
  }

  /** Writes {@link #bytes} at the position of the buffer. */
  static void encode(ModbusRequest request, ByteBuffer into) {
    try {
      DefaultRequestSerializer.INSTANCE.encode(of(request), into);
    } catch (ModbusException e) {
      throw new IllegalArgumentException("not a Modbus request: " + request, e);
    }
  }

  /**
   * Whether an answer's bytes can be the answer to a request; it trusts no field of the answer.
   *
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
          case 5 -> isSet(bytes, 0) ? COIL_ON : 0;
          case 15, 16 -> bytes.length / 2;
          default -> (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        };
    return address == write.address() && second == expected;
  }

  /**
   * Meaning of an answer's bytes that {@link #fits}.
   *
   * @param pdu answer from its function code on; not consumed
   */
  static ModbusResponse response(ModbusRequest request, ByteBuffer pdu) {
    int at = pdu.position();
    if ((pdu.get(at) & ERROR) != 0) {
      return new ModbusResponse.Refused(pdu.get(at + 1) & 0xFF);
    }
    if (!(request instanceof ModbusRequest.Read read)) {
      return new ModbusResponse.Written();
    }
    byte[] data = new byte[pdu.remaining() - 2];
    pdu.get(at + 2, data);
    return registers(read, data);
  }

  /** Registers of an answer to a read; bits become one register each, 0 or 1. */
  private static ModbusResponse.Registers registers(ModbusRequest.Read read, byte[] data) {
    if (!read.bits()) {
      return new ModbusResponse.Registers(data);
    }
    byte[] registers = new byte[2 * read.count()];
    for (int i = 0; i < read.count(); i++) {
      registers[2 * i + 1] = (byte) (data[i / 8] >> i % 8 & 1);
    }
    return new ModbusResponse.Registers(registers);
  }

  /** Whether the coil is on, from the two bytes that stand for it. */
  private static boolean isSet(byte[] registers, int coil) {
    return (registers[2 * coil] | registers[2 * coil + 1]) != 0;
  }

  private static byte[] packed(byte[] registers) {
    int count = registers.length / 2;
    byte[] packed = new byte[(count + 7) / 8];
    for (int i = 0; i < count; i++) {
      if (isSet(registers, i)) {
        packed[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return packed;
  }
}
