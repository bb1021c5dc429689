package io.ampwire.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
 * Many chargers in one process and one thread, each at a loopback address of its own. Reads {@code
 * forget} and {@code report} from standard input and answers a report with one line.
 */
final class CheapFleet {
  private final Selector selector = Selector.open();
  private final CheapCharger[] chargers;
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(4096);

  private record Connection(CheapCharger charger, ByteBuffer in) {}

  CheapFleet(int count, int port) throws IOException {
    chargers = new CheapCharger[count];
    for (int i = 0; i < count; i++) {
      chargers[i] = new CheapCharger(i);
      ServerSocketChannel door = ServerSocketChannel.open();
      door.configureBlocking(false);
      door.bind(new InetSocketAddress(host(i), port), 4);
      door.register(selector, SelectionKey.OP_ACCEPT, chargers[i]);
    }
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
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
        accepted.configureBlocking(false);
        CheapCharger charger = (CheapCharger) key.attachment();
        Connection connection = new Connection(charger, ByteBuffer.allocate(512));
        accepted.register(selector, SelectionKey.OP_READ, connection);
      } else {
        serve((SocketChannel) key.channel(), (Connection) key.attachment());
      }
    } catch (IOException gone) {
      key.cancel();
      close(key);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException alreadyGone) {
      System.err.println("closing: " + alreadyGone.getMessage());
    }
  }

  private void serve(SocketChannel channel, Connection connection) throws IOException {
    ByteBuffer in = connection.in();
    if (channel.read(in) < 0) {
      channel.close();
      return;
    }
    in.flip();
    while (in.remaining() >= 6 && in.remaining() >= 6 + in.getShort(in.position() + 4)) {
      int length = 6 + in.getShort(in.position() + 4);
      out.clear();
      connection.charger().answer(in, out, System.nanoTime());
      channel.write(out.flip());
      in.position(in.position() + length);
    }
    in.compact();
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
