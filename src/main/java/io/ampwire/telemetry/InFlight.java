package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What was sent on this connection and not yet confirmed, in the order in which it went out. Used
 * under the outbox's lock.
 */
final class InFlight {
  private final Publisher publisher;
  private final Object lock;
  private final Consumer<Delivery> refused;
  private final int window;
  private final Deque<Delivery> under = new ArrayDeque<>();
  private long sent;
  private long markedAt;

  /**
   * @param refused told, under the lock, when the connection did not take a delivery
   * @param window of documents ahead of the proof
   */
  InFlight(Publisher publisher, Object lock, Consumer<Delivery> refused, int window) {
    this.publisher = publisher;
    this.lock = lock;
    this.refused = refused;
    this.window = window;
  }

  /** A connection that carried nothing yet. */
  void begin() {
    sent = 0;
    markedAt = 0;
  }

  int size() {
    return under.size();
  }

  long sent() {
    return sent;
  }

  /** Documents that no mark follows yet. */
  long unmarked() {
    return sent - markedAt;
  }

  void send(Delivery delivery) {
    delivery.index = ++sent;
    delivery.refused = false;
    delivery.settled = false;
    under.addLast(delivery);
    publisher
        .publish(delivery.document())
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                refuse(delivery);
              }
            });
  }

  /** Sends a mark behind everything so far; a mark that is lost is followed by the next. */
  void mark(DeliveryTracker tracker) {
    markedAt = sent;
    publisher.publish(tracker.mark(sent));
  }

  /** Whether one more may go out ahead of the proof. */
  boolean room(DeliveryTracker tracker) {
    return sent - tracker.confirmed() < window;
  }

  /** The part of the window that the backlog may take besides. */
  int share() {
    return window / 4;
  }

  /** Sends a mark if a quarter of the window has none behind it. */
  void markInTime(DeliveryTracker tracker) {
    if (unmarked() >= window / 4) {
      mark(tracker);
    }
  }

  /** A mark that went out behind {@code index} documents came back. */
  void confirm(long index) {
    while (!under.isEmpty() && under.peekFirst().index <= index) {
      Delivery delivery = under.pollFirst();
      if (delivery.refused) {
        delivery.lose();
      } else {
        delivery.arrive();
      }
    }
  }

  /** The connection is gone, and with it all that was not confirmed. */
  void end() {
    while (!under.isEmpty()) {
      under.pollFirst().lose();
    }
  }

  private void refuse(Delivery delivery) {
    synchronized (lock) {
      boolean tooLate = delivery.settled;
      delivery.refused = true;
      refused.accept(delivery);
      if (tooLate) {
        delivery.lose();
      }
    }
  }
}
