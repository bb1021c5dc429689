package io.ampwire.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of MQTT 3.1.1 as a measurement needs, on a blocking socket; quality of service 0. */
final class MqttWire implements AutoCloseable {
  private static final int CONNECT = 0x10;
  private static final int PUBLISH = 0x30;
  private static final int SUBSCRIBE = 0x82;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** One message that came. */
  record Received(String topic, byte[] payload, boolean retained) {}

  MqttWire(int port, String clientId) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "MQTT");
    // Level 4, clean session, no keep-alive.
    body.writeBytes(new byte[] {4, 2, 0, 0});
    text(body, clientId);
    packet(CONNECT, body.toByteArray());
    out.flush();
    skip();
  }

  MqttWire subscribe(String filter) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 1});
    text(body, filter);
    body.write(0);
    packet(SUBSCRIBE, body.toByteArray());
    out.flush();
    return this;
  }

  /** Takes effect with {@link #flush}. */
  void publish(String topic, String payload) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, topic);
    body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
    packet(PUBLISH, body.toByteArray());
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The next message; waits for it. */
  Received receive() throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      byte[] body = in.readNBytes(length());
      if ((kind & 0xF0) == PUBLISH) {
        int topic = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
        int from = 2 + topic + ((kind & 0x06) == 0 ? 0 : 2);
        return new Received(
            new String(body, 2, topic, StandardCharsets.UTF_8),
            java.util.Arrays.copyOfRange(body, from, body.length),
            (kind & 1) == 1);
      }
    }
  }

  private void skip() throws IOException {
    in.readUnsignedByte();
    in.skipNBytes(length());
  }

  private int length() throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return length;
      }
    }
  }

  private void packet(int kind, byte[] body) throws IOException {
    out.write(kind);
    int rest = body.length;
    do {
      out.write(rest > 127 ? rest & 0x7F | 0x80 : rest);
      rest >>>= 7;
    } while (rest > 0);
    out.write(body);
  }

  private static void text(ByteArrayOutputStream body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.write(bytes.length >> 8);
    body.write(bytes.length);
    body.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
