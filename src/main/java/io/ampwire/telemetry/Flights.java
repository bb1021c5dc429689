package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What was sent on this connection and not yet confirmed, in the order in which it went out. Used
 * under the outbox's lock.
 */
final class Flights {
  private final Publisher publisher;
  private final Object lock;
  private final Consumer<Parcel> refused;
  private final int window;
  private final Deque<Parcel> under = new ArrayDeque<>();
  private long sent;
  private long markedAt;

  /**
   * @param refused told, under the lock, when the connection did not take a parcel
   * @param window of documents ahead of the proof
   */
  Flights(Publisher publisher, Object lock, Consumer<Parcel> refused, int window) {
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

  void send(Parcel parcel) {
    parcel.index = ++sent;
    parcel.refused = false;
    parcel.settled = false;
    under.addLast(parcel);
    publisher
        .publish(parcel.document())
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                refuse(parcel);
              }
            });
  }

  /** Sends a mark behind everything so far; a mark that is lost is followed by the next. */
  void mark(Proof proof) {
    markedAt = sent;
    publisher.publish(proof.mark(sent));
  }

  /** Whether one more may go out ahead of the proof. */
  boolean room(Proof proof) {
    return sent - proof.confirmed() < window;
  }

  /** The part of the window that the backlog may take besides. */
  int share() {
    return window / 4;
  }

  /** Sends a mark if a quarter of the window has none behind it. */
  void markInTime(Proof proof) {
    if (unmarked() >= window / 4) {
      mark(proof);
    }
  }

  /** A mark that went out behind {@code index} documents came back. */
  void confirm(long index) {
    while (!under.isEmpty() && under.peekFirst().index <= index) {
      Parcel parcel = under.pollFirst();
      if (parcel.refused) {
        parcel.lose();
      } else {
        parcel.arrive();
      }
    }
  }

  /** The connection is gone, and with it all that was not confirmed. */
  void end() {
    while (!under.isEmpty()) {
      under.pollFirst().lose();
    }
  }

  private void refuse(Parcel parcel) {
    synchronized (lock) {
      boolean tooLate = parcel.settled;
      parcel.refused = true;
      refused.accept(parcel);
      if (tooLate) {
        parcel.lose();
      }
    }
  }
}
