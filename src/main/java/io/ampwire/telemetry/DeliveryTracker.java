package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Which connection is up, and which probes are under way on it. A broker delivers one sender's
 * messages on one topic in order, so a probe that comes back while an earlier one has not means
 * that the earlier one was dropped, and perhaps any document since the last proof with it. Times
 * are monotonic, ns. Written on the outbox's scheduler; the questions about time may be asked from
 * any thread.
 */
final class DeliveryTracker {
  private static final int TOKEN_BYTES = 16;

  /** A connection that never brings a probe back is replaced long before. */
  private static final int MOST_UNDER_WAY = 4096;

  private final RandomGenerator random;
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile long lastRoundTrip = Long.MIN_VALUE;

  /** One connection, from its begin to its end. */
  private static final class Connection {
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final long since;
    private volatile long silentSince;
    private OptionalLong droppedSince = OptionalLong.empty();

    private Connection(long now) {
      this.since = now;
      this.silentSince = now;
    }
  }

  /** A probe and the number of documents that were sent before it. */
  private record Sent(Document.Probe probe, long documents, long at) {}

  /** What a message on the probes' topic means. */
  sealed interface Result {
    /** No probe that is under way on this connection. */
    record Unknown() implements Result {}

    /** The broker has every document up to that index. */
    record Proved(long upTo) implements Result {}

    /**
     * Earlier probes were dropped: no document up to that index is proved.
     *
     * @param since when the first of the dropped probes was sent
     */
    record Dropped(long upTo, long since) implements Result {}
  }

  DeliveryTracker(RandomGenerator random) {
    this.random = random;
  }

  void connected(long now) {
    connection = Optional.of(new Connection(now));
  }

  void disconnected() {
    connection = Optional.empty();
  }

  boolean up() {
    return connection.isPresent();
  }

  /** A new probe, to be sent behind so many documents of this connection. */
  Document.Probe probe(long documents, long now) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    Document.Probe probe = new Document.Probe(HexFormat.of().formatHex(token));
    connection.ifPresent(
        current -> {
          if (current.underWay.size() == MOST_UNDER_WAY) {
            drop(current, current.underWay.removeFirst());
          }
          current.underWay.addLast(new Sent(probe, documents, now));
        });
    return probe;
  }

  /** The connection did not take the probe, which therefore says nothing about the broker. */
  void unsent(Document.Probe probe) {
    connection.ifPresent(current -> current.underWay.removeIf(sent -> sent.probe().equals(probe)));
  }

  /**
   * A probe came back; each counts once.
   *
   * @param asCommandsDo whether it came through the subscription for commands, so that it is a
   *     round trip
   */
  Result returned(Document.Probe probe, boolean asCommandsDo, long now) {
    Optional<Sent> known = connection.flatMap(current -> find(current, probe));
    if (known.isEmpty()) {
      return new Result.Unknown();
    }
    Connection current = connection.get();
    current.silentSince = now;
    if (asCommandsDo) {
      lastRoundTrip = now;
    }
    for (Sent sent = current.underWay.removeFirst();
        !sent.equals(known.get());
        sent = current.underWay.removeFirst()) {
      drop(current, sent);
    }
    OptionalLong dropped = current.droppedSince;
    current.droppedSince = OptionalLong.empty();
    long upTo = known.get().documents();
    return dropped.isPresent()
        ? new Result.Dropped(upTo, dropped.getAsLong())
        : new Result.Proved(upTo);
  }

  private static Optional<Sent> find(Connection current, Document.Probe probe) {
    for (Iterator<Sent> sent = current.underWay.iterator(); sent.hasNext(); ) {
      Sent one = sent.next();
      if (one.probe().equals(probe)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static void drop(Connection current, Sent sent) {
    if (current.droppedSince.isEmpty()) {
      current.droppedSince = OptionalLong.of(sent.at());
    }
  }

  /** Since when a connection claims to be up. */
  Optional<Long> since() {
    return connection.map(current -> current.since);
  }

  /** When the last round trip ended; {@link Long#MIN_VALUE} if there was none. */
  long lastRoundTrip() {
    return lastRoundTrip;
  }

  /** Whether a connection claims to be up and brought nothing back for so many {@code nanos}. */
  boolean isSilent(long nanos, long now) {
    return connection.filter(current -> now - current.silentSince >= nanos).isPresent();
  }
}
