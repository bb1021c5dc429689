package io.ampwire.telemetry;

import io.ampwire.charger.RoundTrip;
import io.ampwire.charger.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Sends documents to the broker, at most {@value #WINDOW} ahead of what it has proved to have. The
 * proof is a mark sent behind the documents that comes back through the subscription for commands:
 * one round trip shows that the broker took everything before it and that this bridge can hear. May
 * be used from any thread.
 */
public final class Outbox implements RoundTrip {
  static final int WINDOW = 1000;
  private static final long BEAT = 2_000_000_000L;

  private final Publisher publisher;
  private final Scheduler scheduler;
  private final String secret;
  private final Lineup lineup = new Lineup();
  private final Map<Object, Long> sequences = new HashMap<>();
  private final Deque<Document> again = new ArrayDeque<>();
  private UnaryOperator<Document> seal = document -> document;
  private Runnable repeat = () -> {};
  private boolean repeatDue;
  private boolean connected;
  private long connectedSince;
  private long generation;
  private long sent;
  private long confirmed;
  private long markedAt;
  private long nacked;
  private long proved;
  private volatile long last = Long.MIN_VALUE;

  public Outbox(Publisher publisher, Scheduler scheduler, String secret) {
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.secret = secret;
  }

  /** Told each document just before it is sent, so that it can be numbered and remembered. */
  void sealing(UnaryOperator<Document> sealing) {
    seal = sealing;
  }

  /** Says everything that is retained once more, as it is now. */
  void repeating(Runnable repeating) {
    repeat = repeating;
  }

  /** Begins to send marks. */
  public void start() {
    scheduler.after(BEAT, this::beat);
  }

  /** Sends the document when its turn comes. */
  public synchronized void offer(Document document) {
    lineup.add(document);
    pump();
  }

  /** A connection is up; nothing that an earlier one carried counts any more. */
  public synchronized void connected() {
    generation++;
    connected = true;
    connectedSince = scheduler.nanos();
    proved = connectedSince;
    sent = 0;
    confirmed = 0;
    mark();
    pump();
  }

  public synchronized void disconnected() {
    connected = false;
  }

  /** A mark came back as commands do; tells whether it is this connection's. */
  public synchronized boolean returned(Document.Mark mark) {
    boolean counts = delivered(mark);
    if (counts) {
      last = scheduler.nanos();
    }
    return counts;
  }

  /** A mark came back, though not as commands do: it proves delivery, not that we are heard. */
  public synchronized boolean delivered(Document.Mark mark) {
    boolean counts = mark.secret().equals(secret) && mark.generation() == generation;
    if (counts) {
      proved = scheduler.nanos();
      confirmed = Math.max(confirmed, mark.sent());
      pump();
    }
    return counts;
  }

  /** Sends a last word at once, past everything that waits; nothing is sent after it. */
  public CompletionStage<Void> farewell(Document document) {
    synchronized (this) {
      connected = false;
    }
    return publisher.publish(document);
  }

  @Override
  public long last() {
    return last;
  }

  /** Since when a connection claims to be up, empty while none does. */
  public synchronized Optional<Long> connectedSince() {
    return connected ? Optional.of(connectedSince) : Optional.empty();
  }

  /** Whether a connection claims to be up and has brought no mark for so many {@code nanos}. */
  public synchronized boolean silent(long nanos) {
    return connected && scheduler.nanos() - proved >= nanos;
  }

  /** Documents that the connection refused. */
  public synchronized long nacked() {
    return nacked;
  }

  /** Documents that a newer one replaced, or that found no room, before they were sent. */
  public synchronized long thinned() {
    return lineup.thinned() + lineup.lost();
  }

  /** The next number of a charger's documents of one kind. */
  long number(Object kind) {
    return sequences.merge(kind, 1L, Long::sum);
  }

  synchronized void forget(Object key) {
    lineup.forget(key);
  }

  private synchronized void beat() {
    if (connected) {
      sendAgain();
      mark();
    }
    scheduler.after(BEAT, this::beat);
  }

  private void pump() {
    while (connected && sent - confirmed < WINDOW) {
      Optional<Document> next = lineup.next();
      if (next.isEmpty()) {
        return;
      }
      sent++;
      publish(seal.apply(next.get()));
      if (sent - markedAt >= WINDOW / 4) {
        mark();
      }
    }
  }

  private void mark() {
    markedAt = sent;
    publish(new Document.Mark(secret, generation, sent));
  }

  private void publish(Document document) {
    publisher
        .publish(document)
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                refused(document);
              }
            });
  }

  /**
   * The connection did not take it, as happens in the moments in which it comes and goes. It is
   * never sent again at once, which would be a hot loop, but with the next beat: what happened as
   * it was, what is retained as it is by then.
   */
  private synchronized void refused(Document document) {
    nacked++;
    boolean happened =
        document instanceof Document.Answer
            || document instanceof Document.Event
            || document instanceof Document.BridgeEvent;
    if (!happened) {
      repeatDue |= !(document instanceof Document.Mark);
    } else if (again.size() < WINDOW) {
      again.add(document);
    }
  }

  private void sendAgain() {
    while (!again.isEmpty()) {
      lineup.add(again.poll());
    }
    if (repeatDue) {
      repeatDue = false;
      repeat.run();
    }
    pump();
  }
}
