package io.ampwire.telemetry;

import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Documents that were sent on this connection and are not settled yet, in the order in which they
 * went out. Used on the outbox's scheduler.
 */
final class InFlight {
  private final Publisher publisher;
  private final Scheduler scheduler;
  private final DeliveryTracker tracker;
  private final RetransmitQueue retransmit;
  private final int window;
  private final Deque<Delivery> open = new ArrayDeque<>();
  private long sent;
  private long settled;
  private long probedAt;

  /**
   * @param window the most documents ahead of the broker's proof
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
    this.window = window;
  }

  /** A connection that carried nothing yet. */
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
    delivery.index = ++sent;
    delivery.bytes = packet.bytes();
    delivery.sentAt = scheduler.nanos();
    delivery.refused = false;
    delivery.settled = false;
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

  /** Sends a probe behind everything so far. */
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

  /** Sends a probe if a quarter of the window has none behind it. */
  void probeInTime() {
    if (sent - probedAt >= window / 4) {
      probe();
    }
  }

  /** Whether one more document may go out ahead of the proof. */
  boolean hasRoom() {
    return sent - settled < window;
  }

  /** The part of the window that the backlog may take besides. */
  int backlogShare() {
    return window / 4;
  }

  /**
   * The broker has everything up to that index.
   *
   * @param sizes receives the size of each packet that it has
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

  /** Nothing up to that index is proved. */
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

  /** The largest document that is under way, and since when the oldest is. */
  Optional<Unproved> unproved() {
    return open.stream()
        .mapToInt(delivery -> delivery.bytes)
        .boxed()
        .max(Integer::compare)
        .map(largest -> new Unproved(largest, open.peekFirst().sentAt));
  }

  /**
   * What a connection that ends leaves unproved.
   *
   * @param largest size of the largest document
   * @param since monotonic time at which the oldest was sent, ns
   */
  record Unproved(int largest, long since) {}

  /** The connection is gone, and with it all that was not proved. */
  void end() {
    while (!open.isEmpty()) {
      open.pollFirst().unproved();
    }
  }

  private void refuse(Delivery delivery) {
    boolean tooLate = delivery.settled;
    delivery.refused = true;
    retransmit.refused(delivery);
    if (tooLate) {
      delivery.unproved();
    }
  }
}
