package io.ampwire.modbus;

import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Splitter of a byte stream into Modbus TCP frames. It refuses a header that no Modbus device may
 * send (protocol id other than 0, length under 3 or over 254) at once, before the body arrives.
 */
final class MbapFramer {
  private static final int HEADER = 7;
  private static final int MIN_LENGTH = 3;
  private static final int MAX_LENGTH = 254;

  private final Consumer<ModbusTcpFrame> frames;
  private final byte[] buffer = new byte[6 + MAX_LENGTH];
  private int filled;

  /** The peer does not speak Modbus TCP. */
  static final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
      super(message, null, false, false);
    }
  }

  MbapFramer(Consumer<ModbusTcpFrame> frames) {
    this.frames = frames;
  }

  /**
   * Takes the next bytes of the stream, however they are split.
   *
   * @throws ProtocolViolation if the bytes cannot be Modbus; earlier frames were delivered
   */
  void accept(Buffer bytes) {
    int taken = 0;
    while (taken < bytes.length()) {
      int wanted = wanted();
      int count = Math.min(wanted - filled, bytes.length() - taken);
      bytes.getBytes(taken, taken + count, buffer, filled);
      taken += count;
      filled += count;
      if (filled == HEADER - 1) {
        check();
      }
      if (filled >= HEADER && filled == wanted()) {
        deliver();
      }
    }
  }

  private int wanted() {
    return filled < HEADER - 1 ? HEADER - 1 : HEADER - 1 + word(4);
  }

  private void check() {
    int length = word(4);
    if (word(2) != 0) {
      throw new ProtocolViolation("protocol id " + word(2) + " is not Modbus");
    }
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new ProtocolViolation("a frame of length " + length);
    }
  }

  private void deliver() {
    byte[] pdu = new byte[filled - HEADER];
    System.arraycopy(buffer, HEADER, pdu, 0, pdu.length);
    MbapHeader header = new MbapHeader(word(0), 0, word(4), buffer[6] & 0xFF);
    filled = 0;
    frames.accept(new ModbusTcpFrame(header, ByteBuffer.wrap(pdu)));
  }

  private int word(int at) {
    return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
  }
}
