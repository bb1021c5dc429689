package io.ampwire.sparkplug;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reader of Protocol Buffers' wire format within a range of bytes. It never reads beyond the range
 * and allocates nothing but the texts that a caller asks for.
 */
final class ProtobufReader {
  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int wireType;

  /** The bytes do not follow the wire format, or exceed a bound. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Number of the next field; 0 at the end. */
  int next() throws Malformed {
    if (at == end) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    long field = tag >>> 3;
    if (field < 1 || field > 0x1FFF_FFFF) {
      throw new Malformed("field number " + field);
    }
    return (int) field;
  }

  /** Value of a varint field. */
  long number() throws Malformed {
    expect(ProtobufWriter.VARINT);
    return varint();
  }

  int fixed32() throws Malformed {
    expect(ProtobufWriter.FIXED32);
    return (int) little(4);
  }

  long fixed64() throws Malformed {
    expect(ProtobufWriter.FIXED64);
    return little(8);
  }

  /** Text of a field with at most so many bytes. */
  String text(int most) throws Malformed {
    expect(ProtobufWriter.LENGTH_DELIMITED);
    int length = length();
    if (length > most) {
      throw new Malformed("a text of " + length + " bytes, at most " + most + " are read");
    }
    int from = at;
    at += length;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException notText) {
      throw new Malformed("a text that is not UTF-8");
    }
  }

  /** Reader of the message in a field. */
  ProtobufReader message() throws Malformed {
    expect(ProtobufWriter.LENGTH_DELIMITED);
    int length = length();
    ProtobufReader inner = new ProtobufReader(bytes, at, at + length);
    at += length;
    return inner;
  }

  /** Skips the field's value. */
  void skip() throws Malformed {
    switch (wireType) {
      case ProtobufWriter.VARINT -> varint();
      case ProtobufWriter.FIXED64 -> little(8);
      case ProtobufWriter.FIXED32 -> little(4);
      case ProtobufWriter.LENGTH_DELIMITED -> at += length();
      default -> throw new Malformed("wire type " + wireType);
    }
  }

  private void expect(int wanted) throws Malformed {
    if (wireType != wanted) {
      throw new Malformed("wire type " + wireType + " where " + wanted + " belongs");
    }
  }

  private int length() throws Malformed {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new Malformed("a field that is longer than its message");
    }
    return (int) length;
  }

  private long varint() throws Malformed {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (at == end) {
        throw new Malformed("the end inside a number");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << 7 * i;
      if (next >= 0) {
        return value;
      }
    }
    throw new Malformed("a number of more than " + LONGEST_VARINT + " bytes");
  }

  private long little(int count) throws Malformed {
    if (end - at < count) {
      throw new Malformed("the end inside a number");
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at++] & 0xFFL) << 8 * i;
    }
    return value;
  }
}
