package io.ampwire.sparkplug;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writer of Protocol Buffers' wire format: varints, fixed numbers and length-delimited fields. A
 * field with its default value is written, too.
 */
final class ProtobufWriter {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private byte[] bytes;
  private int size;

  ProtobufWriter() {
    this.bytes = new byte[256];
  }

  void number(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  void fixed32(int field, int bits) {
    tag(field, FIXED32);
    little(bits, 4);
  }

  void fixed64(int field, long bits) {
    tag(field, FIXED64);
    little(bits, 8);
  }

  void text(int field, String value) {
    block(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void message(int field, ProtobufWriter content) {
    tag(field, LENGTH_DELIMITED);
    varint(content.size);
    append(content.bytes, content.size);
  }

  private void block(int field, byte[] content) {
    tag(field, LENGTH_DELIMITED);
    varint(content.length);
    append(content, content.length);
  }

  /** Appends fields that are already encoded. */
  void encoded(byte[] fields) {
    append(fields, fields.length);
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  private void little(long bits, int count) {
    for (int i = 0; i < count; i++) {
      put((byte) (bits >>> 8 * i));
    }
  }

  private void append(byte[] content, int length) {
    room(length);
    System.arraycopy(content, 0, bytes, size, length);
    size += length;
  }

  private void put(byte value) {
    room(1);
    bytes[size++] = value;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
