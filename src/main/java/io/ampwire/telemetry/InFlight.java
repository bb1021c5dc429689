package io.ampwire.telemetry;

import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The current connection: documents and probe messages that were sent on it and have no outcome
 * yet, in send order. A broker that accepts everything returns the probes in order. A probe that is
 * still missing {@value #GRACE_MILLIS} ms after a later one returned was dropped, and perhaps any
 * document since the last proof. The grace period is for brokers that do not guarantee order. Times
 * are monotonic, ns. Used on the outbox's scheduler; the time queries may be called from any
 * thread.
 */
final class InFlight {
  static final long GRACE_MILLIS = 1_000;

  /** Window over the broker's receive maximum. */
  static final int TURNS = 16;

  private static final int TOKEN_BYTES = 16;

  /** A connection that never brings a probe back is replaced long before. */
  private static final int MOST_UNDER_WAY = 4096;

  private final Publisher publisher;
  private final Scheduler scheduler;
  private final RetransmitQueue retransmit;
  private final RandomGenerator random;
  private final int most;
  private final Deque<Delivery> open = new ArrayDeque<>();
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile long lastRoundTrip = Long.MIN_VALUE;
  private int window;
  private long sent;
  private long settled;
  private long probedAt;
  private long unprobedSince;

  /** One connection, from its start to its end. */
  private static final class Connection {
    private final Deque<SentProbe> probes = new ArrayDeque<>();
    private final long since;
    private volatile long silentSince;
    private OptionalLong overtakenAt = OptionalLong.empty();

    private Connection(long now) {
      this.since = now;
      this.silentSince = now;
    }

    private void add(SentProbe probe) {
      if (probes.size() < MOST_UNDER_WAY) {
        probes.addLast(probe);
      }
    }
  }

  /** Probe message in flight. */
  private static final class SentProbe {
    private final Document.Probe probe;
    private final long documents;
    private final long at;
    private boolean back;

    /**
     * @param documents sent on this connection before it
     */
    private SentProbe(Document.Probe probe, long documents, long at) {
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

  /**
   * @param random source of the probe tokens; it has to be strong
   * @param window the most documents that may be unproved
   */
  InFlight(
      Publisher publisher,
      Scheduler scheduler,
      RetransmitQueue retransmit,
      RandomGenerator random,
      int window) {
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.retransmit = retransmit;
    this.random = random;
    this.most = window;
    this.window = window;
  }

  /**
   * Sets how many messages the broker accepts before it acknowledges one. More than some turns of
   * them wait on the connection, out of date and ahead of the probes, so the window is that small.
   */
  void receiveMaximum(int messages) {
    window = (int) Math.min(most, (long) TURNS * messages);
  }

  /** Starts with a new connection. */
  void begin(long now) {
    connection = Optional.of(new Connection(now));
    sent = 0;
    settled = 0;
    probedAt = 0;
  }

  /** Whether a connection is reported as up. */
  boolean up() {
    return connection.isPresent();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether a document was sent since the last probe. */
  boolean unprobed() {
    return sent > probedAt;
  }

  /** Whether a document waits for a probe for more than that many {@code nanos}. */
  boolean unprobedFor(long nanos, long now) {
    return unprobed() && now - unprobedSince > nanos;
  }

  void send(Delivery delivery, Publisher.Packet packet) {
    long now = scheduler.nanos();
    unprobedSince = unprobed() ? unprobedSince : now;
    delivery.sent(++sent, packet.bytes(), now);
    open.addLast(delivery);
    packet
        .send()
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                scheduler.execute(() -> refuse(delivery));
              }
            });
  }

  /** Sends a probe message behind all documents so far. */
  void probe() {
    probedAt = sent;
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    Document.Probe probe = new Document.Probe(HexFormat.of().formatHex(token));
    connection.ifPresent(current -> current.add(new SentProbe(probe, sent, scheduler.nanos())));
    publisher
        .prepare(probe)
        .send()
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                scheduler.execute(() -> unsent(probe));
              }
            });
  }

  /**
   * Records that the connection refused the probe, which therefore says nothing about the broker.
   */
  private void unsent(Document.Probe probe) {
    connection.ifPresent(current -> current.probes.removeIf(probed -> probed.probe.equals(probe)));
  }

  /** Sends a probe message if a quarter of the window was sent since the last one. */
  void probeInTime() {
    if (sent - probedAt >= window / 4) {
      probe();
    }
  }

  /** Whether the window has room for one more document. */
  boolean hasRoom() {
    return sent - settled < window;
  }

  /** The part of the window that the backlog may use. */
  int backlogShare() {
    return window / 4;
  }

  /**
   * Proves every document up to that index.
   *
   * @param sizes receives the size of each proved packet
   */
  void prove(long upTo, IntConsumer sizes) {
    for (Delivery delivery : settle(upTo)) {
      if (delivery.refused) {
        delivery.unproved();
      } else {
        sizes.accept(delivery.bytes);
        delivery.proved();
      }
    }
  }

  /** Reports every document up to that index as unproved. */
  void giveUp(long upTo) {
    settle(upTo).forEach(Delivery::unproved);
  }

  private List<Delivery> settle(long upTo) {
    settled = Math.max(settled, upTo);
    List<Delivery> covered = new ArrayList<>();
    while (!open.isEmpty() && open.peekFirst().index <= upTo) {
      covered.add(open.pollFirst());
    }
    return covered;
  }

  /** The largest document in flight, and the time at which the oldest was sent. */
  Optional<Unproved> unproved() {
    return open.stream()
        .mapToInt(delivery -> delivery.bytes)
        .boxed()
        .max(Integer::compare)
        .map(largest -> new Unproved(largest, open.peekFirst().sentAt));
  }

  /**
   * Documents that were unproved when a connection ended.
   *
   * @param largest size of the largest document
   * @param since monotonic time at which the oldest was sent, ns
   */
  record Unproved(int largest, long since) {}

  /** Ends the connection; every unproved document is reported as such. */
  void end() {
    connection = Optional.empty();
    while (!open.isEmpty()) {
      open.pollFirst().unproved();
    }
  }

  /** A publish that fails with its connection was reported as unproved before. */
  private void refuse(Delivery delivery) {
    delivery.refused = true;
    retransmit.refused(delivery);
    if (delivery.isProved()) {
      delivery.unproved();
    }
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
            current ->
                find(current, probe).map(found -> returned(current, found, asCommandsDo, now)))
        .orElseGet(Result.Unknown::new);
  }

  private Result returned(Connection current, SentProbe found, boolean asCommandsDo, long now) {
    found.back = true;
    current.silentSince = now;
    if (asCommandsDo) {
      lastRoundTrip = now;
    }
    Optional<SentProbe> proved = Optional.empty();
    while (!current.probes.isEmpty() && current.probes.peekFirst().back) {
      proved = Optional.of(current.probes.removeFirst());
    }
    if (current.probes.stream().noneMatch(later -> later.back)) {
      current.overtakenAt = OptionalLong.empty();
    } else if (current.overtakenAt.isEmpty()) {
      current.overtakenAt = OptionalLong.of(now);
    }
    return proved
        .<Result>map(last -> new Result.Proved(last.documents))
        .orElseGet(Result.Early::new);
  }

  private static Optional<SentProbe> find(Connection current, Document.Probe probe) {
    return current.probes.stream()
        .filter(probed -> !probed.back && probed.probe.equals(probe))
        .findFirst();
  }

  /** The dropped documents, once a probe is certain to be missing. */
  Optional<Result.Dropped> dropped(long now) {
    return connection
        .filter(current -> current.overtakenAt.isPresent())
        .filter(current -> now - current.overtakenAt.getAsLong() >= GRACE_MILLIS * 1_000_000)
        .map(InFlight::dropped);
  }

  private static Result.Dropped dropped(Connection current) {
    long since = current.probes.peekFirst().at;
    long upTo = 0;
    while (current.probes.stream().anyMatch(probed -> probed.back)) {
      upTo = current.probes.removeFirst().documents;
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
