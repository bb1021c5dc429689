package io.ampwire.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * A broker of MQTT 5 that writes any bytes it is given: for packets that no honest library builds.
 * It acknowledges subscriptions and publishes; everything else is the test's.
 */
public final class RawBroker implements AutoCloseable {
  /** CONNACK of success without properties. */
  public static final byte[] ACCEPTED = {0x20, 3, 0, 0, 0};

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private volatile IntFunction<byte[]> connack = connection -> ACCEPTED;
  private volatile int connections;

  public RawBroker() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public String url() {
    return "mqtt://127.0.0.1:" + server.getLocalPort();
  }

  /** The answer to CONNECT, by the number of the connection from 1; empty closes the socket. */
  public void connack(IntFunction<byte[]> answer) {
    connack = answer;
  }

  public int connections() {
    return connections;
  }

  /** Sends the bytes to every client. */
  public void send(byte[] bytes) {
    open.forEach(socket -> write(socket, bytes));
  }

  /** The packets that came, in order. */
  public List<byte[]> received() {
    return List.copyOf(received);
  }

  /** First bytes of the packets that came, in order. */
  public List<Integer> types() {
    return received.stream().map(packet -> packet[0] & 0xFF).toList();
  }

  /** A packet with its length, from parts. */
  public static byte[] packet(int first, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List.of(parts).forEach(body::writeBytes);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    length(packet, body.size());
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  /** A list of properties with its length. */
  public static byte[] properties(byte[]... each) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List.of(each).forEach(all::writeBytes);
    ByteArrayOutputStream sized = new ByteArrayOutputStream();
    length(sized, all.size());
    sized.writeBytes(all.toByteArray());
    return sized.toByteArray();
  }

  /** A text or bytes with their length in two bytes. */
  public static byte[] sized(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    int rest = length;
    do {
      out.write(rest > 127 ? rest & 0x7F | 0x80 : rest);
      rest >>>= 7;
    } while (rest > 0);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-broker");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        int number = ++connections;
        start(() -> serve(socket, number));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int first = in.readUnsignedByte();
        byte[] body = in.readNBytes(length(in));
        received.add(packet(first, body));
        if (first == 0x10) {
          byte[] answer = connack.apply(number);
          if (answer.length == 0) {
            return;
          }
          // Before the answer: who has read it may send at once.
          open.add(socket);
          write(socket, answer);
        } else if (first == 0x82) {
          write(socket, packet(0x90, new byte[] {body[0], body[1], 0, 1}));
        } else if ((first & 0xF6) == 0x32) {
          int topic = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
          write(socket, packet(0x40, new byte[] {body[2 + topic], body[3 + topic]}));
        }
      }
    } catch (IOException ended) {
      // By either side.
    } finally {
      open.remove(socket);
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return length;
      }
    }
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      synchronized (socket) {
        out.write(bytes);
        out.flush();
      }
    } catch (IOException ended) {
      // The client left.
    }
  }
}
