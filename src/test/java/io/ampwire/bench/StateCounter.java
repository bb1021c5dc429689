package io.ampwire.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * An independent subscriber in a process of its own: counts state documents and how old their
 * values are when they arrive, by the clock that bridge and subscriber share. Reads {@code forget}
 * and {@code report} from standard input.
 */
final class StateCounter {
  private static final int LONGEST = 60_000;
  private static final byte[] STAMP = "\"ts\":".getBytes(StandardCharsets.UTF_8);

  private final MqttWire wire;
  private final long[] ages = new long[LONGEST + 1];
  private long documents;
  private long bytes;

  private StateCounter(MqttWire wire) {
    this.wire = wire;
  }

  /**
   * @param arguments port of the broker, topic filter
   */
  public static void main(String... arguments) throws IOException {
    MqttWire wire = new MqttWire(Integer.parseInt(arguments[0]), "state-counter");
    StateCounter counter = new StateCounter(wire.subscribe(arguments[1]));
    Thread listener = new Thread(counter::listen, "stdin");
    listener.setDaemon(true);
    listener.start();
    System.out.println("listening");
    while (true) {
      MqttWire.Received received = wire.receive();
      if (!received.retained()) {
        counter.count(received.payload(), System.currentTimeMillis());
      }
    }
  }

  private synchronized void count(byte[] payload, long now) {
    documents++;
    bytes += payload.length;
    ages[(int) Math.max(0, Math.min(LONGEST, now - stamp(payload)))]++;
  }

  private static long stamp(byte[] payload) {
    for (int i = 0; i + STAMP.length < payload.length; i++) {
      if (Arrays.equals(payload, i, i + STAMP.length, STAMP, 0, STAMP.length)) {
        long stamp = 0;
        for (int digit = i + STAMP.length;
            payload[digit] >= '0' && payload[digit] <= '9';
            digit++) {
          stamp = stamp * 10 + payload[digit] - '0';
        }
        return stamp;
      }
    }
    return 0;
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("forget")) {
          forget();
        } else {
          System.out.println(report());
        }
      }
      wire.close();
    } catch (IOException ended) {
      System.err.println("standard input ended: " + ended.getMessage());
    }
  }

  private synchronized void forget() {
    documents = bytes = 0;
    Arrays.fill(ages, 0);
  }

  private synchronized String report() {
    return String.format(
        Locale.ROOT,
        "documents=%d bytes=%d age_p50_ms=%d age_p99_ms=%d age_max_ms=%d",
        documents,
        bytes,
        quantile(0.5),
        quantile(0.99),
        quantile(1));
  }

  private long quantile(double part) {
    long wanted = (long) Math.ceil(documents * part);
    long seen = 0;
    for (int age = 0; age <= LONGEST; age++) {
      seen += ages[age];
      if (seen >= wanted && seen > 0) {
        return age;
      }
    }
    return 0;
  }
}
