package io.ampwire.faults;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy before a broker that knows where MQTT packets begin and end, so that the same fault can
 * be put before any broker and with either protocol version. A fault may be switched at any time.
 */
public final class MqttFaultProxy implements AutoCloseable {
  private static final int CONNECT = 0x10;
  private static final int PUBLISH = 0x30;
  private static final int SUBSCRIBE = 0x80;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int FAILURE = 0x80;
  private static final int VERSION_5 = 5;

  private final InetSocketAddress broker;
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger swallowed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final LoopbackPort port;
  private volatile boolean swallowing;
  private volatile boolean refusing;
  private volatile int cutEvery;
  private volatile Duration delay = Duration.ZERO;

  public MqttFaultProxy(int brokerPort) {
    broker = new InetSocketAddress(LoopbackPort.HOST, brokerPort);
    port = new LoopbackPort(this::guest);
  }

  public String url() {
    return "mqtt://" + LoopbackPort.HOST + ":" + port.number();
  }

  /** Every publish with QoS 1 is acknowledged and dropped. */
  public void swallow() {
    swallowing = true;
  }

  /** Subscriptions are refused; the connections so far end. */
  public void refuseSubscriptions() {
    refusing = true;
    reset();
  }

  /** A connection ends in the middle of each publish of that number. */
  public void cutEvery(int publishes) {
    cutEvery = publishes;
  }

  /** What the broker sends arrives so much later, in order. */
  public void answerAfter(Duration late) {
    delay = late;
  }

  /** New connections are refused; those that are open stay. */
  public void refuse() {
    port.close();
  }

  /** Ends every open connection. */
  public void reset() {
    open.forEach(pair -> pair.end(Ending.RESET));
  }

  /** Ends every fault. */
  public void heal() {
    swallowing = false;
    refusing = false;
    cutEvery = 0;
    delay = Duration.ZERO;
    port.open();
  }

  /** Connections accepted so far. */
  public int accepted() {
    return accepted.get();
  }

  /** Publishes that were acknowledged and dropped so far. */
  public int swallowed() {
    return swallowed.get();
  }

  /** Subscriptions that were refused so far. */
  public int refused() {
    return refused.get();
  }

  /** Connections that ended inside a packet so far. */
  public int cuts() {
    return cuts.get();
  }

  @Override
  public void close() {
    port.close();
    open.forEach(pair -> pair.end(Ending.FIN));
  }

  private void guest(Socket guest) {
    accepted.incrementAndGet();
    Pair pair = new Pair(guest, new Socket());
    open.add(pair);
    Threads.run("mqtt out", pair::connect);
  }

  /** A packet of MQTT as it was read. */
  private record Packet(int first, byte[] body, long due) {
    private int type() {
      return first & 0xF0;
    }

    private boolean acknowledged() {
      return type() == PUBLISH && (first & 0x06) == 0x02;
    }

    private byte[] bytes() {
      return RawBroker.packet(first, body);
    }
  }

  /** One connection of the client and ours to the broker. */
  private final class Pair {
    private final Socket client;
    private final Socket upstream;
    private final BlockingQueue<Packet> answers = new LinkedBlockingQueue<>();
    private volatile Optional<Thread> answering = Optional.empty();
    private volatile int version;
    private int publishes;

    private Pair(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    private void connect() {
      try {
        upstream.setTcpNoDelay(true);
        upstream.connect(broker, 2000);
        Threads.run("mqtt back", this::readAnswers);
        answering = Optional.of(Threads.run("mqtt late", this::writeAnswers));
        DataInputStream in = input(client);
        while (true) {
          request(read(in, Duration.ZERO));
        }
      } catch (IOException ended) {
        end(Ending.RESET);
      }
    }

    private void request(Packet packet) throws IOException {
      if (packet.type() == CONNECT) {
        // After the protocol's name, which has four letters in both versions.
        version = packet.body()[6];
      }
      if (packet.acknowledged() && swallowing) {
        swallowed.incrementAndGet();
        int topic = (packet.body()[0] & 0xFF) << 8 | packet.body()[1] & 0xFF;
        answer(0x40, packet.body()[2 + topic], packet.body()[3 + topic]);
      } else if (packet.type() == SUBSCRIBE && refusing) {
        refused.incrementAndGet();
        byte[] id = Arrays.copyOf(packet.body(), 2);
        if (version == VERSION_5) {
          answer(0x90, id[0], id[1], (byte) 0, (byte) NOT_AUTHORIZED);
        } else {
          answer(0x90, id[0], id[1], (byte) FAILURE);
        }
      } else if (packet.acknowledged() && cutEvery > 0 && ++publishes >= cutEvery) {
        cuts.incrementAndGet();
        byte[] bytes = packet.bytes();
        write(upstream, Arrays.copyOf(bytes, bytes.length / 2));
        throw new IOException("cut");
      } else {
        write(upstream, packet.bytes());
      }
    }

    private void answer(int first, byte... body) {
      answers.add(new Packet(first, body, System.nanoTime()));
    }

    private void readAnswers() {
      try {
        DataInputStream in = input(upstream);
        while (true) {
          answers.add(read(in, delay));
        }
      } catch (IOException ended) {
        end(Ending.FIN);
      }
    }

    private void writeAnswers() {
      try {
        while (!client.isClosed()) {
          Packet next = answers.take();
          LockSupport.parkNanos(next.due() - System.nanoTime());
          write(client, next.bytes());
        }
      } catch (IOException | InterruptedException ended) {
        end(Ending.RESET);
      }
    }

    private void end(Ending how) {
      if (open.remove(this)) {
        how.end(client);
        how.end(upstream);
        answering.ifPresent(Thread::interrupt);
      }
    }
  }

  private static DataInputStream input(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static Packet read(DataInputStream in, Duration late) throws IOException {
    int first = in.readUnsignedByte();
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next > 0x7F);
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("ended inside a packet");
    }
    return new Packet(first, body, System.nanoTime() + late.toNanos());
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }
}
