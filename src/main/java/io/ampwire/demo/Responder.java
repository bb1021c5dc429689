package io.ampwire.demo;

import static io.ampwire.demo.RequestStatus.BUSY;
import static io.ampwire.demo.RequestStatus.ILLEGAL_FUNCTION;
import static io.ampwire.demo.RequestStatus.ILLEGAL_VALUE;
import static io.ampwire.demo.RequestStatus.SERVED;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Modbus request handler of a simulated device: functions 1 to 6, 15 and 16. It is written from the
 * protocol specification alone, so a fault of the bridge's codec cannot cancel out here.
 */
final class Responder {
  private static final int MOST_READ = 125;
  private static final int MOST_WRITTEN = 123;
  private static final int MOST_BITS_READ = 2000;
  private static final int MOST_BITS_WRITTEN = 1968;
  private static final int COIL_ON = 0xFF00;

  private final RegisterDevice device;
  private final WriteLog log;

  Responder(RegisterDevice device, WriteLog log) {
    this.device = device;
    this.log = log;
  }

  /** Answers a well-formed request. */
  Buffer answer(int unit, Buffer pdu) {
    int function = pdu.getUnsignedByte(0);
    boolean ofBits = function == 1 || function == 2 || function == 5 || function == 15;
    if (ofBits && !device.hasBits()) {
      return exception(function, ILLEGAL_FUNCTION);
    }
    return switch (function) {
      case 1, 2 -> bits(unit, function, pdu.getUnsignedShort(1), pdu.getUnsignedShort(3));
      case 3, 4 -> read(unit, function, pdu.getUnsignedShort(1), pdu.getUnsignedShort(3));
      case 5, 6, 15, 16 -> write(unit, pdu, function);
      default -> exception(function, ILLEGAL_FUNCTION);
    };
  }

  /** Logs the writes in a request that a hung device does not process. */
  void overhear(Buffer pdu) {
    values(pdu).ifPresent(values -> take(pdu.getUnsignedShort(1), values, () -> BUSY));
  }

  private Buffer read(int unit, int function, int first, int count) {
    if (count < 1 || count > MOST_READ) {
      return exception(function, ILLEGAL_VALUE);
    }
    Buffer answer = Buffer.buffer(2 + 2 * count);
    RegisterImage image = device.image(unit, function);
    image.together(
        () -> {
          RequestStatus verdict = device.read(unit, function, first, count);
          if (verdict != SERVED) {
            answer.appendBuffer(exception(function, verdict));
            return;
          }
          answer.appendByte((byte) function).appendUnsignedByte((short) (2 * count));
          for (int address = first; address < first + count; address++) {
            answer.appendUnsignedShort(image.word(address));
          }
        });
    return answer;
  }

  /** Coils or discrete inputs: a word of the image that is not zero is an on bit. */
  private Buffer bits(int unit, int function, int first, int count) {
    if (count < 1 || count > MOST_BITS_READ) {
      return exception(function, ILLEGAL_VALUE);
    }
    Buffer answer = Buffer.buffer();
    RegisterImage image = device.image(unit, function);
    image.together(
        () -> {
          RequestStatus verdict = device.read(unit, function, first, count);
          if (verdict != SERVED) {
            answer.appendBuffer(exception(function, verdict));
            return;
          }
          byte[] packed = new byte[(count + 7) / 8];
          for (int i = 0; i < count; i++) {
            packed[i / 8] |= (byte) ((image.word(first + i) == 0 ? 0 : 1) << i % 8);
          }
          answer
              .appendByte((byte) function)
              .appendUnsignedByte((short) packed.length)
              .appendBytes(packed);
        });
    return answer;
  }

  private Buffer write(int unit, Buffer pdu, int function) {
    Optional<int[]> values = values(pdu);
    if (values.isEmpty()) {
      return exception(function, ILLEGAL_VALUE);
    }
    int first = pdu.getUnsignedShort(1);
    RequestStatus verdict =
        take(first, values.get(), () -> device.write(unit, function, first, values.get()));
    return verdict == SERVED ? pdu.getBuffer(0, 5) : exception(function, verdict);
  }

  private RequestStatus take(int first, int[] values, Supplier<RequestStatus> judge) {
    long nanoTime = System.nanoTime();
    long wallMillis = System.currentTimeMillis();
    RequestStatus verdict = judge.get();
    for (int i = 0; i < values.length; i++) {
      log.add(new WriteLog.Entry(nanoTime, wallMillis, first + i, values[i], verdict));
    }
    return verdict;
  }

  private static Optional<int[]> values(Buffer pdu) {
    switch (pdu.getByte(0)) {
      case 5:
        int coil = pdu.getUnsignedShort(3);
        return coil == 0 || coil == COIL_ON
            ? Optional.of(new int[] {coil == 0 ? 0 : 1})
            : Optional.empty();
      case 15:
        return coils(pdu);
      case 6:
        return Optional.of(new int[] {pdu.getUnsignedShort(3)});
      case 16:
        int count = pdu.getUnsignedShort(3);
        if (count < 1 || count > MOST_WRITTEN || pdu.getUnsignedByte(5) != 2 * count) {
          return Optional.empty();
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
          values[i] = pdu.getUnsignedShort(6 + 2 * i);
        }
        return Optional.of(values);
      default:
        return Optional.empty();
    }
  }

  private static Optional<int[]> coils(Buffer pdu) {
    int count = pdu.getUnsignedShort(3);
    if (count < 1 || count > MOST_BITS_WRITTEN || pdu.getUnsignedByte(5) != (count + 7) / 8) {
      return Optional.empty();
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = pdu.getByte(6 + i / 8) >> i % 8 & 1;
    }
    return Optional.of(values);
  }

  private static Buffer exception(int function, RequestStatus verdict) {
    return Buffer.buffer(2).appendByte((byte) (function | 0x80)).appendByte((byte) verdict.code());
  }
}
