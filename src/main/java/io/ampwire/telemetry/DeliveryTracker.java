package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Tracker of the current connection and of the probe messages in flight on it. A broker that
 * accepts everything returns the probes in order. A probe that is still missing {@value
 * #GRACE_MILLIS} ms after a later one returned was dropped, and perhaps any document since the last
 * proof. The grace period is for brokers that do not guarantee order. Times are monotonic, ns.
 * Written on the outbox's scheduler; the time queries may be called from any thread.
 */
final class DeliveryTracker {
  static final long GRACE_MILLIS = 1_000;

  private static final int TOKEN_BYTES = 16;

  /** A connection that never brings a probe back is replaced long before. */
  private static final int MOST_UNDER_WAY = 4096;

  private final RandomGenerator random;
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile long lastRoundTrip = Long.MIN_VALUE;

  /** One connection, from its start to its end. */
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

  /** Probe message in flight. */
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

  /** Meaning of a message on the probes' topic. */
  sealed interface Result {
    /** The message is not a probe in flight on this connection. */
    record Unknown() implements Result {}

    /** A probe of this connection that returned ahead of earlier ones. */
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

  /** Creates a probe that is sent behind that number of documents of this connection. */
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

  /**
   * Records that the connection refused the probe, which therefore says nothing about the broker.
   */
  void unsent(Document.Probe probe) {
    connection.ifPresent(current -> current.underWay.removeIf(sent -> sent.probe.equals(probe)));
  }

  /**
   * Records that a probe returned; each counts once.
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

  /** The dropped documents, once a probe is certain to be missing. */
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

  /** Time since which a connection is reported as up. */
  Optional<Long> since() {
    return connection.map(current -> current.since);
  }

  /** When the last round trip ended; {@link Long#MIN_VALUE} if there was none. */
  long lastRoundTrip() {
    return lastRoundTrip;
  }

  /** Whether a connection is reported as up and returned nothing for that many {@code nanos}. */
  boolean isSilent(long nanos, long now) {
    return connection.filter(current -> now - current.silentSince >= nanos).isPresent();
  }
}
