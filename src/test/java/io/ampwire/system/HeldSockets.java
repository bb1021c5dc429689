package io.ampwire.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to one port of this machine that a client holds and does not use: some send a body
 * byte by byte, the others say nothing. They come from many addresses of the loopback network.
 * Whichever the server closes is opened anew.
 */
final class HeldSockets implements AutoCloseable {
  private static final String HEAD =
      "POST /api/v1/maps/import?id=slow HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Type: text/csv\r\nContent-Length: 400000\r\n\r\n";
  private static final int ADDRESSES = 40;

  private final int port;
  private final List<SocketChannel> slow = new ArrayList<>();
  private final List<SocketChannel> idle = new ArrayList<>();
  private int opened;

  HeldSockets(int port, int slow, int idle) throws IOException {
    this.port = port;
    for (int i = 0; i < slow; i++) {
      this.slow.add(open(HEAD));
    }
    for (int i = 0; i < idle; i++) {
      this.idle.add(open(""));
    }
  }

  /** Sends a byte on each slow connection, and replaces those that the server closed. */
  void refill() throws IOException {
    for (int i = 0; i < slow.size(); i++) {
      if (!writes(slow.get(i))) {
        slow.get(i).close();
        slow.set(i, open(HEAD));
      }
    }
    for (int i = 0; i < idle.size(); i++) {
      if (isClosed(idle.get(i))) {
        idle.get(i).close();
        idle.set(i, open(""));
      }
    }
  }

  private SocketChannel open(String head) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.bind(new InetSocketAddress("127.0.1." + (1 + opened++ % ADDRESSES), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    socket.configureBlocking(false);
    return socket;
  }

  private static boolean writes(SocketChannel socket) {
    try {
      return !isClosed(socket) && socket.write(ByteBuffer.wrap(new byte[] {'x'})) >= 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** What the server answers is thrown away. */
  private static boolean isClosed(SocketChannel socket) {
    try {
      ByteBuffer some = ByteBuffer.allocate(2048);
      int read = socket.read(some);
      while (read > 0) {
        some.clear();
        read = socket.read(some);
      }
      return read < 0;
    } catch (IOException closed) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel socket : slow) {
      socket.close();
    }
    for (SocketChannel socket : idle) {
      socket.close();
    }
  }
}
