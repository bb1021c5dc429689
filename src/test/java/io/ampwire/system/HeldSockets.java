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
 * Those that the server closes are opened anew, so many at a time.
 */
final class HeldSockets implements AutoCloseable {
  private static final String HEAD =
      "POST /api/v1/maps/import?id=slow HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Type: text/csv\r\nContent-Length: 400000\r\n\r\n";
  private static final int ADDRESSES = 40;
  private static final int AT_A_TIME = 200;

  private final int port;
  private final int slow;
  private final int count;
  private final List<Held> held = new ArrayList<>();
  private int opened;

  /** A connection, and what it still has to say first. */
  private record Held(SocketChannel socket, ByteBuffer head, boolean slow) {}

  /**
   * @param slow connections with a slow body
   * @param idle connections that say nothing
   */
  HeldSockets(int port, int slow, int idle) {
    this.port = port;
    this.slow = slow;
    this.count = slow + idle;
  }

  /** How many are open now. */
  int open() {
    return held.size();
  }

  /** How many were opened since the beginning. */
  int opened() {
    return opened;
  }

  /** Sends a byte of each slow body, and replaces connections that the server closed. */
  void refill() throws IOException {
    for (Held one : List.copyOf(held)) {
      if (!goesOn(one)) {
        one.socket.close();
        held.remove(one);
      }
    }
    long slowOnes = held.stream().filter(Held::slow).count();
    for (int i = 0; i < AT_A_TIME && held.size() < count; i++) {
      held.add(open(slowOnes++ < slow));
    }
  }

  private Held open(boolean slowly) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.bind(new InetSocketAddress("127.0.1." + (1 + opened++ % ADDRESSES), 0));
    socket.configureBlocking(false);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    String head = slowly ? HEAD : "";
    return new Held(socket, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), slowly);
  }

  /** What the server answers is thrown away. */
  private static boolean goesOn(Held one) {
    try {
      if (!one.socket.finishConnect()) {
        return true;
      }
      ByteBuffer some = ByteBuffer.allocate(2048);
      int read = one.socket.read(some);
      if (one.head.hasRemaining()) {
        one.socket.write(one.head);
      } else if (one.slow) {
        one.socket.write(ByteBuffer.wrap(new byte[] {'x'}));
      }
      return read >= 0;
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Held one : held) {
      one.socket.close();
    }
  }
}
