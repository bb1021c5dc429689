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
 * A charger that answers each request it gets with whatever a script says, knowing the request and
 * what an honest device would have answered.
 */
public final class HostilePeer implements AutoCloseable {
  /** Answers as an honest device. */
  public static final Script HONEST = asked -> Reply.of(asked.honest());

  private final RegisterImage image;
  private final LoopbackPort port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Long> closedAt = new CopyOnWriteArrayList<>();
  private volatile Script script = HONEST;

  /** Decides about one answer; called on the thread of its connection. */
  @FunctionalInterface
  public interface Script {
    Reply reply(Asked asked) throws IOException;
  }

  /**
   * One request.
   *
   * @param connection number of the connection it came on, from 1
   * @param number of the request on that connection, from 1
   * @param nanos when it was there
   * @param frame the whole request
   * @param honest the whole frame an honest device answers
   */
  public record Asked(int connection, int number, long nanos, byte[] frame, byte[] honest) {
    public int transaction() {
      return Frames.word(frame, 0);
    }

    public int unit() {
      return frame[6] & 0xFF;
    }

    public int function() {
      return frame[7];
    }

    public int address() {
      return Frames.word(frame, 8);
    }

    /** Registers of a read, value of a write. */
    public int second() {
      return Frames.word(frame, 10);
    }

    /** Whether it reads this register. */
    public boolean reads(int register) {
      return function() != 6 && register >= address() && register < address() + second();
    }

    /** A rightly framed answer to this request. */
    public byte[] answer(byte[] pdu) {
      return Frames.frame(transaction(), unit(), pdu);
    }
  }

  /** What to send, possibly nothing, and whether the connection ends then. */
  public record Reply(byte[] bytes, Ending ending) {
    public static Reply of(byte[] bytes) {
      return new Reply(bytes, null);
    }

    public static Reply silence() {
      return of(new byte[0]);
    }
  }

  public HostilePeer(RegisterImage image) {
    this.image = image;
    this.port = new LoopbackPort(this::guest);
  }

  public String host() {
    return LoopbackPort.HOST;
  }

  public int port() {
    return port.number();
  }

  /** From the next request on. */
  public HostilePeer script(Script next) {
    script = next;
    return this;
  }

  /** The script for the first connection; later ones are treated honestly. */
  public HostilePeer onceThenHonest(Script first) {
    return script(a -> a.connection() == 1 ? first.reply(a) : HONEST.reply(a));
  }

  public int connections() {
    return connections.get();
  }

  /** Every request so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** When connections were ended by the bridge, {@link System#nanoTime}. */
  public List<Long> closedAt() {
    return List.copyOf(closedAt);
  }

  @Override
  public void close() {
    port.close();
    open.forEach(Ending.FIN::end);
  }

  private void guest(Socket guest) {
    int number = connections.incrementAndGet();
    open.add(guest);
    Threads.run("peer " + number, () -> serve(guest, number));
  }

  private void serve(Socket guest, int connection) {
    try {
      DataInputStream in = new DataInputStream(guest.getInputStream());
      OutputStream out = guest.getOutputStream();
      for (int number = 1; ; number++) {
        Reply reply = script.reply(receive(in, connection, number));
        out.write(reply.bytes());
        if (reply.ending() != null) {
          reply.ending().end(guest);
          return;
        }
      }
    } catch (IOException ended) {
      closedAt.add(System.nanoTime());
    } finally {
      Ending.FIN.end(guest);
      open.remove(guest);
    }
  }

  private Asked receive(DataInputStream in, int connection, int number) throws IOException {
    byte[] header = new byte[6];
    in.readFully(header);
    byte[] rest = new byte[Frames.word(header, 4)];
    in.readFully(rest);
    byte[] frame = Frames.join(header, rest);
    byte[] pdu = new byte[rest.length - 1];
    System.arraycopy(rest, 1, pdu, 0, pdu.length);
    byte[] honest = Frames.frame(Frames.word(frame, 0), rest[0], Frames.honest(image, pdu));
    Asked request = new Asked(connection, number, System.nanoTime(), frame, honest);
    asked.add(request);
    return request;
  }
}
