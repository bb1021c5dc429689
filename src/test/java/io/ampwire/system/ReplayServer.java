package io.ampwire.system;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays a charger's published words back over plain sockets. In the two windows that the device
 * answers whole, what nobody published reads 0xFFFF; elsewhere it refuses with exception 2.
 */
final class ReplayServer implements AutoCloseable {
  private static final int UNIT = 255;
  private static final int READ = 3;
  private static final int ILLEGAL_ADDRESS = 2;
  private static final int GAP = 0xFFFF;

  private final Map<Integer, Integer> words;
  private final AtomicInteger others = new AtomicInteger();
  private final Map<Socket, Boolean> clients = new ConcurrentHashMap<>();
  private final ServerSocket listener;

  ReplayServer(Map<Integer, Integer> words) throws IOException {
    this.words = Map.copyOf(words);
    this.listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    background(this::accept);
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "replay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        clients.put(client, true);
        background(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        int transaction = in.readUnsignedShort();
        int protocol = in.readUnsignedShort();
        byte[] rest = in.readNBytes(in.readUnsignedShort());
        out.write(frame(transaction, protocol, rest));
        out.flush();
      }
    } catch (EOFException | SocketException gone) {
      // The bridge hung up.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] frame(int transaction, int protocol, byte[] request) {
    byte[] pdu = answer(request);
    byte[] frame = new byte[7 + pdu.length];
    put(frame, 0, transaction);
    put(frame, 2, protocol);
    put(frame, 4, pdu.length + 1);
    frame[6] = request[0];
    System.arraycopy(pdu, 0, frame, 7, pdu.length);
    return frame;
  }

  private byte[] answer(byte[] request) {
    int function = request[1] & 0xFF;
    if ((request[0] & 0xFF) != UNIT || function != READ) {
      others.incrementAndGet();
      return new byte[] {(byte) (function | 0x80), 1};
    }
    int first = get(request, 2);
    int count = get(request, 4);
    byte[] pdu = new byte[2 + 2 * count];
    pdu[0] = READ;
    pdu[1] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      int address = first + i;
      boolean gap = 2999 <= address && address <= 3222 || 4000 <= address && address <= 4079;
      if (!gap && !words.containsKey(address)) {
        return new byte[] {(byte) (READ | 0x80), ILLEGAL_ADDRESS};
      }
      put(pdu, 2 + 2 * i, words.getOrDefault(address, GAP));
    }
    return pdu;
  }

  private static void put(byte[] bytes, int at, int word) {
    bytes[at] = (byte) (word >> 8);
    bytes[at + 1] = (byte) word;
  }

  private static int get(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Requests that were no reads of unit 255. */
  int others() {
    return others.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients.keySet()) {
      client.close();
    }
  }
}
