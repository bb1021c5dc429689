package io.ampwire.demo;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;

/** Splitter of a connection's bytes into Modbus TCP requests, whatever the packet boundaries. */
final class MbapFrames implements Handler<Buffer> {
  private static final int HEADER = 7;
  private static final int LONGEST = 254;

  /** One request; the first byte of {@code pdu} is the function code. */
  record Frame(int transaction, int unit, Buffer pdu) {}

  private final Handler<Frame> frames;
  private final Runnable malformed;
  private Buffer pending = Buffer.buffer();
  private boolean broken;

  MbapFrames(Handler<Frame> frames, Runnable malformed) {
    this.frames = frames;
    this.malformed = malformed;
  }

  @Override
  public void handle(Buffer bytes) {
    if (broken) {
      return;
    }
    Buffer all = pending.length() == 0 ? bytes : pending.appendBuffer(bytes);
    int at = 0;
    while (all.length() - at >= HEADER) {
      int length = all.getUnsignedShort(at + 4);
      if (all.getUnsignedShort(at + 2) != 0 || length < 2 || length > LONGEST) {
        giveUp();
        return;
      }
      int end = at + 6 + length;
      if (all.length() < end) {
        break;
      }
      Buffer pdu = all.getBuffer(at + HEADER, end);
      if (!wellFormed(pdu)) {
        giveUp();
        return;
      }
      frames.handle(new Frame(all.getUnsignedShort(at), all.getUnsignedByte(at + 6), pdu));
      at = end;
    }
    pending = all.getBuffer(at, all.length());
  }

  private void giveUp() {
    broken = true;
    malformed.run();
  }

  /** Whether a request has the length of its function; unknown functions have no fixed length. */
  private static boolean wellFormed(Buffer pdu) {
    return switch (pdu.getByte(0)) {
      case 3, 4, 6 -> pdu.length() == 5;
      case 16 -> pdu.length() > 6 && pdu.length() == 6 + pdu.getUnsignedByte(5);
      default -> true;
    };
  }

  /** Encodes the answer to a request. */
  static Buffer answer(Frame request, Buffer pdu) {
    return Buffer.buffer(HEADER + pdu.length())
        .appendUnsignedShort(request.transaction())
        .appendUnsignedShort(0)
        .appendUnsignedShort(pdu.length() + 1)
        .appendUnsignedByte((short) request.unit())
        .appendBuffer(pdu);
  }
}
