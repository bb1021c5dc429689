package io.ampwire.telemetry;

import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Documents that were sent on the current connection and have no outcome yet, in send order. Used
 * on the outbox's scheduler.
 */
final class InFlight {
  /** Window over the broker's receive maximum. */
  static final int TURNS = 16;

  private final Publisher publisher;
  private final Scheduler scheduler;
  private final DeliveryTracker tracker;
  private final RetransmitQueue retransmit;
  private final int most;
  private final Deque<Delivery> open = new ArrayDeque<>();
  private int window;
  private long sent;
  private long settled;
  private long probedAt;

  /**
   * @param window the most documents that may be unproved
   */
  InFlight(
      Publisher publisher,
      Scheduler scheduler,
      DeliveryTracker tracker,
      RetransmitQueue retransmit,
      int window) {
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.tracker = tracker;
    this.retransmit = retransmit;
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
  void begin() {
    sent = 0;
    settled = 0;
    probedAt = 0;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether a document was sent since the last probe. */
  boolean unprobed() {
    return sent > probedAt;
  }

  void send(Delivery delivery, Publisher.Packet packet) {
    delivery.sent(++sent, packet.bytes(), scheduler.nanos());
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
    Document.Probe probe = tracker.probe(sent, scheduler.nanos());
    publisher
        .prepare(probe)
        .send()
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                scheduler.execute(() -> tracker.unsent(probe));
              }
            });
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
}
