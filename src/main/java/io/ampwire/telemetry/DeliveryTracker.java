package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Which connection is up, and which probes are under way on it. A broker that takes everything
 * sends the probes back in order. A probe that is still missing {@value #GRACE_MILLIS} ms after a
 * later one came back was dropped, and perhaps any document since the last proof with it. The grace
 * is for brokers that promise no order. Times are monotonic, ns. Written on the outbox's scheduler;
 * the questions about time may be asked from any thread.
 */
final class DeliveryTracker {
  static final long GRACE_MILLIS = 1_000;

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
    private OptionalLong overtakenAt = OptionalLong.empty();

    private Connection(long now) {
      this.since = now;
      this.silentSince = now;
    }
  }

  /** A probe under way. */
  private static final class Sent {
    private final Document.Probe probe;
    private final long documents;
    private final long at;
    private boolean back;

    /**
     * @param documents sent on this connection before it
     */
    private Sent(Document.Probe probe, long documents, long at) {
      this.probe = probe;
      this.documents = documents;
      this.at = at;
    }
  }

  /** What a message on the probes' topic means. */
  sealed interface Result {
    /** No probe that is under way on this connection. */
    record Unknown() implements Result {}

    /** A probe of this connection that came back ahead of earlier ones. */
    record Early() implements Result {}

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
          if (current.underWay.size() < MOST_UNDER_WAY) {
            current.underWay.addLast(new Sent(probe, documents, now));
          }
        });
    return probe;
  }

  /** The connection did not take the probe, which therefore says nothing about the broker. */
  void unsent(Document.Probe probe) {
    connection.ifPresent(current -> current.underWay.removeIf(sent -> sent.probe.equals(probe)));
  }

  /**
   * A probe came back; each counts once.
   *
   * @param asCommandsDo whether it came through the subscription for commands, so that it is a
   *     round trip
   */
  Result returned(Document.Probe probe, boolean asCommandsDo, long now) {
    return connection
        .flatMap(
            current -> find(current, probe).map(sent -> returned(current, sent, asCommandsDo, now)))
        .orElseGet(Result.Unknown::new);
  }

  private Result returned(Connection current, Sent sent, boolean asCommandsDo, long now) {
    sent.back = true;
    current.silentSince = now;
    if (asCommandsDo) {
      lastRoundTrip = now;
    }
    Optional<Sent> proved = Optional.empty();
    while (!current.underWay.isEmpty() && current.underWay.peekFirst().back) {
      proved = Optional.of(current.underWay.removeFirst());
    }
    if (current.underWay.stream().noneMatch(later -> later.back)) {
      current.overtakenAt = OptionalLong.empty();
    } else if (current.overtakenAt.isEmpty()) {
      current.overtakenAt = OptionalLong.of(now);
    }
    return proved
        .<Result>map(last -> new Result.Proved(last.documents))
        .orElseGet(Result.Early::new);
  }

  private static Optional<Sent> find(Connection current, Document.Probe probe) {
    return current.underWay.stream()
        .filter(sent -> !sent.back && sent.probe.equals(probe))
        .findFirst();
  }

  /** What was dropped, once it is sure that a probe is missing. */
  Optional<Result.Dropped> dropped(long now) {
    return connection
        .filter(current -> current.overtakenAt.isPresent())
        .filter(current -> now - current.overtakenAt.getAsLong() >= GRACE_MILLIS * 1_000_000)
        .map(DeliveryTracker::giveUp);
  }

  private static Result.Dropped giveUp(Connection current) {
    long since = current.underWay.peekFirst().at;
    long upTo = 0;
    while (current.underWay.stream().anyMatch(sent -> sent.back)) {
      upTo = current.underWay.removeFirst().documents;
    }
    current.overtakenAt = OptionalLong.empty();
    return new Result.Dropped(upTo, since);
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
