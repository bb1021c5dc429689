package io.ampwire.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Many chargers in one process and one thread, each at a loopback address of its own. In a fleet of
 * more than {@value #MOST_LISTENERS} a charger takes one connection at a time and listens again
 * once it has ended, so that it needs one file descriptor. Reads {@code forget} and {@code report}
 * from standard input and answers a report with one line.
 */
final class CheapFleet {
  private static final int MOST_LISTENERS = 5000;

  private final Selector selector = Selector.open();
  private final int port;
  private final CheapCharger[] chargers;
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(4096);

  private record Connection(int charger, ByteBuffer in) {}

  CheapFleet(int count, int port) throws IOException {
    this.port = port;
    chargers = new CheapCharger[count];
    for (int i = 0; i < count; i++) {
      chargers[i] = new CheapCharger(i);
      open(i);
    }
  }

  private void open(int charger) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.configureBlocking(false);
    listener.bind(new InetSocketAddress(host(charger), port), 4);
    listener.register(selector, SelectionKey.OP_ACCEPT, charger);
  }

  /** Address of a charger. */
  static String host(int index) {
    return "127.1." + index / 250 + "." + (1 + index % 250);
  }

  /**
   * @param arguments number of chargers, port
   */
  public static void main(String... arguments) throws IOException {
    CheapFleet fleet =
        new CheapFleet(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    Thread listener = new Thread(fleet::listen, "stdin");
    listener.setDaemon(true);
    listener.start();
    System.out.println("listening");
    fleet.serve();
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        asked.add(line);
        selector.wakeup();
      }
    } catch (IOException ended) {
      System.err.println("standard input ended: " + ended.getMessage());
    }
  }

  private void serve() throws IOException {
    while (true) {
      selector.select(this::ready);
      for (String line = asked.poll(); line != null; line = asked.poll()) {
        if (line.equals("forget")) {
          Arrays.stream(chargers).forEach(CheapCharger::forget);
        } else {
          System.out.println(report());
        }
      }
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      if (!serve((SocketChannel) key.channel(), connection)) {
        close(key);
        if (!listensAlways()) {
          listenAgain(connection.charger());
        }
      }
    } else {
      accept((ServerSocketChannel) key.channel(), (int) key.attachment());
    }
  }

  private void accept(ServerSocketChannel listener, int charger) {
    try {
      SocketChannel accepted = listener.accept();
      accepted.configureBlocking(false);
      Connection connection = new Connection(charger, ByteBuffer.allocate(512));
      accepted.register(selector, SelectionKey.OP_READ, connection);
      if (!listensAlways()) {
        listener.close();
      }
    } catch (IOException gone) {
      System.err.println("accepting: " + gone.getMessage());
    }
  }

  private boolean listensAlways() {
    return chargers.length <= MOST_LISTENERS;
  }

  private void listenAgain(int charger) {
    try {
      open(charger);
    } catch (IOException taken) {
      throw new UncheckedIOException(host(charger) + ":" + port, taken);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException alreadyGone) {
      System.err.println("closing: " + alreadyGone.getMessage());
    }
  }

  /** Answers what has arrived; false when the connection has ended. */
  private boolean serve(SocketChannel channel, Connection connection) {
    ByteBuffer in = connection.in();
    try {
      if (channel.read(in) < 0) {
        return false;
      }
      in.flip();
      while (in.remaining() >= 6 && in.remaining() >= 6 + in.getShort(in.position() + 4)) {
        int length = 6 + in.getShort(in.position() + 4);
        out.clear();
        chargers[connection.charger()].answer(in, out, System.nanoTime());
        channel.write(out.flip());
        in.position(in.position() + length);
      }
      in.compact();
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private String report() {
    long[] gaps =
        Arrays.stream(chargers)
            .mapToLong(CheapCharger::longestGap)
            .filter(gap -> gap > 0)
            .sorted()
            .toArray();
    return String.format(
        Locale.ROOT,
        "polls=%d requests=%d beats=%d controlled=%d longest_gap_ms=%.0f",
        Arrays.stream(chargers).mapToLong(CheapCharger::polls).sum(),
        Arrays.stream(chargers).mapToLong(CheapCharger::requests).sum(),
        Arrays.stream(chargers).mapToLong(CheapCharger::beats).sum(),
        gaps.length,
        gaps.length == 0 ? 0.0 : gaps[gaps.length - 1] / 1e6);
  }
}
