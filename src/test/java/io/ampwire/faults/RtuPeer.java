package io.ampwire.faults;

import io.ampwire.demo.RegisterImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A serial server with one device behind it, that speaks RTU frames over TCP and answers whatever a
 * script says. Its checksum is computed bit by bit, as the specification describes it.
 */
final class RtuPeer implements AutoCloseable {
  private final RegisterImage image;
  private final LoopbackPort port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Script script = request -> request.honest();

  /** Decides about the bytes that answer one request. */
  @FunctionalInterface
  interface Script {
    byte[] reply(Asked asked) throws IOException;
  }

  /**
   * One request.
   *
   * @param connection number of the connection it came on, from 1
   * @param nanos when it was complete
   * @param since time since the answer before it was handed to the network, ns
   * @param frame the whole request
   * @param honest the whole frame an honest device answers
   * @param surplus bytes that were there behind the request
   */
  record Asked(int connection, long nanos, long since, byte[] frame, byte[] honest, int surplus) {
    int function() {
      return frame[1];
    }

    int address() {
      return Frames.word(frame, 2);
    }
  }

  RtuPeer(RegisterImage image) {
    this.image = image;
    this.port = new LoopbackPort(this::guest);
  }

  int port() {
    return port.number();
  }

  void script(Script next) {
    script = next;
  }

  int connections() {
    return connections.get();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** A frame with its checksum. */
  static byte[] frame(int unit, byte[] pdu) {
    byte[] body = Frames.join(new byte[] {(byte) unit}, pdu);
    int crc = 0xFFFF;
    for (byte one : body) {
      crc ^= one & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
      }
    }
    return Frames.join(body, new byte[] {(byte) crc, (byte) (crc >> 8)});
  }

  private void guest(Socket guest) {
    int number = connections.incrementAndGet();
    open.add(guest);
    Threads.run("rtu peer " + number, () -> serve(guest, number));
  }

  private void serve(Socket guest, int connection) {
    try {
      DataInputStream in = new DataInputStream(guest.getInputStream());
      OutputStream out = guest.getOutputStream();
      long answered = System.nanoTime();
      while (true) {
        byte[] head = new byte[7];
        in.readFully(head);
        byte[] rest = new byte[head[1] == 16 ? 2 + (head[6] & 0xFF) : 1];
        in.readFully(rest);
        byte[] frame = Frames.join(head, rest);
        byte[] pdu = new byte[frame.length - 3];
        System.arraycopy(frame, 1, pdu, 0, pdu.length);
        byte[] honest = frame(frame[0], Frames.honest(image, pdu));
        long now = System.nanoTime();
        Asked request = new Asked(connection, now, now - answered, frame, honest, in.available());
        asked.add(request);
        byte[] reply = script.reply(request);
        answered = System.nanoTime();
        out.write(reply);
      }
    } catch (IOException ended) {
      // The bridge closed the connection.
    } finally {
      Ending.FIN.end(guest);
      open.remove(guest);
    }
  }

  @Override
  public void close() {
    port.close();
    open.forEach(Ending.FIN::end);
  }
}
