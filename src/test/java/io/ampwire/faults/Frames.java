package io.ampwire.faults;

import io.ampwire.demo.RegisterImage;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Modbus TCP frames as plain bytes, right ones and wrong ones. */
public final class Frames {
  private static final HexFormat HEX = HexFormat.of();

  private Frames() {}

  /** A frame whose header may lie. */
  public static byte[] frame(int transaction, int protocol, int length, int unit, byte[] pdu) {
    byte[] frame = new byte[7 + pdu.length];
    word(frame, 0, transaction);
    word(frame, 2, protocol);
    word(frame, 4, length);
    frame[6] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 7, pdu.length);
    return frame;
  }

  /** A frame whose header is right. */
  public static byte[] frame(int transaction, int unit, byte[] pdu) {
    return frame(transaction, 0, pdu.length + 1, unit, pdu);
  }

  /** Bytes from hex, spaces allowed. */
  public static byte[] hex(String text) {
    return HEX.parseHex(text.replace(" ", ""));
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  static void word(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  /** The PDU of an exception. */
  public static byte[] refusal(int function, int code) {
    return new byte[] {(byte) (function | 0x80), (byte) code};
  }

  /** What an honest device with these registers answers to a request for functions 3, 4 and 6. */
  public static byte[] honest(RegisterImage image, byte[] pdu) {
    int address = word(pdu, 1);
    int second = word(pdu, 3);
    if (pdu[0] == 6) {
      image.putU16(address, second);
      return pdu.clone();
    }
    if (!image.answers(address, second)) {
      return refusal(pdu[0], 2);
    }
    byte[] answer = new byte[2 + 2 * second];
    answer[0] = pdu[0];
    answer[1] = (byte) (2 * second);
    for (int i = 0; i < second; i++) {
      word(answer, 2 + 2 * i, image.word(address + i));
    }
    return answer;
  }
}
