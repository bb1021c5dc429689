package io.ampwire.telemetry;

import io.ampwire.control.RoundTrip;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends documents to the broker, at most a window ahead of what it has proved to have. The proof is
 * a mark sent behind the documents that comes back through the subscription for commands: it shows
 * that the broker took everything before it and that this bridge can hear. What is not proved goes
 * to the journal and is sent again. May be used from any thread.
 */
public final class Outbox implements RoundTrip {
  private static final long TICK = 100_000_000L;
  private static final int TICKS_TO_MARK = 2;
  private static final int TICKS_TO_BEAT = 20;

  private final Scheduler scheduler;
  private final Settings settings;
  private final Sequencer sequencer = new Sequencer();
  private final SendQueue queue = new SendQueue();
  private final InFlight inFlight;
  private final DeliveryLedger ledger;
  private final Replay replay;
  private final Outage outage;
  private final RetransmitQueue again;
  private final DeliveryTracker tracker;
  private Optional<CompletableFuture<Void>> leaving = Optional.empty();
  private long spilledAt;
  private long live;
  private long ticks;

  /**
   * @param boot name of this run of the process
   * @param secret of this boot, so that nobody else's mark counts
   * @param syncNanos the longest time for which a document may be in memory alone
   * @param window of documents ahead of the proof
   */
  public record Settings(String boot, String secret, long syncNanos, int window) {}

  public Outbox(Publisher publisher, Journal journal, Scheduler scheduler, Settings settings) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.ledger = new DeliveryLedger(journal, settings.boot(), settings.syncNanos() / 2);
    this.again = new RetransmitQueue(ledger);
    this.inFlight = new InFlight(publisher, this, again::refused, settings.window());
    this.replay =
        new Replay(
            journal,
            ledger,
            inFlight,
            this,
            gap -> sequencer.number(BridgeEvents.gap(gap, scheduler.wallMillis())));
    this.tracker = new DeliveryTracker(settings.secret());
    this.outage = new Outage(journal, scheduler.nanos());
  }

  void repeating(RetransmitQueue.Retainer retainer) {
    again.repeating(retainer);
  }

  /** Begins to send marks. */
  public void start() {
    scheduler.after(TICK, this::tick);
  }

  /** Sends the document when its turn comes; returns it with its number. */
  public synchronized Document offer(Document document) {
    Document numbered = sequencer.number(document);
    dispatch(
        ledger.enter(numbered, scheduler.nanos()).orElseGet(() -> new Delivery(numbered, again)));
    return numbered;
  }

  /** Sends once more what is retained. */
  synchronized void repeat(Document document) {
    dispatch(new Delivery(document, again));
  }

  /** A connection is up; nothing that an earlier one carried counts any more. */
  public synchronized void connected() {
    if (tracker.up()) {
      disconnected();
    }
    tracker.connected(scheduler.nanos());
    inFlight.begin();
    again.forgotten();
    again.send(this::dispatch);
    inFlight.mark(tracker);
  }

  public synchronized void disconnected() {
    if (tracker.up()) {
      outage.begin(scheduler.nanos());
    }
    tracker.disconnected();
    inFlight.end();
    queue.clear().forEach(Delivery::lose);
    replay.end();
    ledger.spill(scheduler.nanos());
    leaving.ifPresent(left -> left.complete(null));
  }

  /** A mark came back as commands do; tells whether it is this connection's. */
  public synchronized boolean returned(Document.Probe mark) {
    long now = scheduler.nanos();
    if (!tracker.take(mark, now)) {
      return false;
    }
    tracker.heard(now);
    proved(now);
    return true;
  }

  /** A mark came back, though not as commands do: it proves delivery, not that we are heard. */
  public synchronized boolean delivered(Document.Probe mark) {
    long now = scheduler.nanos();
    boolean counts = tracker.take(mark, now);
    if (counts) {
      proved(now);
    }
    return counts;
  }

  private void proved(long now) {
    inFlight.confirm(tracker.confirmed());
    if (leaving.isPresent()) {
      if (inFlight.size() == 0) {
        leaving.get().complete(null);
      }
    } else if (tracker.up()) {
      outage.end(now, scheduler.wallMillis()).ifPresent(this::offer);
      replay.begin();
      pump();
    }
  }

  /**
   * Sends a last word at once, past everything that waits; nothing is sent after it. Completes when
   * the broker proved to have it or the connection is gone.
   */
  public CompletionStage<Void> farewell(Document document) {
    CompletableFuture<Void> left = new CompletableFuture<>();
    synchronized (this) {
      leaving = Optional.of(left);
      queue.clear().forEach(Delivery::lose);
      replay.end();
      if (tracker.up()) {
        inFlight.send(new Delivery(document, again));
        inFlight.mark(tracker);
      } else {
        left.complete(null);
      }
    }
    return left;
  }

  /** What is not proved by now goes to the journal; nothing is taken any more. */
  public synchronized void close() {
    disconnected();
  }

  @Override
  public long last() {
    return tracker.last();
  }

  /** Since when a connection claims to be up, empty while none does. */
  public synchronized Optional<Long> connectedSince() {
    return tracker.since();
  }

  /** Whether a connection claims to be up and brought no mark for so many {@code nanos}. */
  public synchronized boolean silent(long nanos) {
    return tracker.isSilent(nanos, scheduler.nanos());
  }

  /** Documents that the connection refused. */
  public synchronized long nacked() {
    return again.refused();
  }

  /** Documents of the journal that the broker proved to have. */
  public synchronized long replayed() {
    return replay.replayed();
  }

  synchronized void forget(ChargerId charger) {
    queue.forget(charger).forEach(Delivery::lose);
    ledger.forget(charger);
  }

  /** Monotonic time, as the marks are timed. */
  long nanos() {
    return scheduler.nanos();
  }

  private synchronized void tick() {
    scheduler.after(TICK, this::tick);
    ticks++;
    long now = scheduler.nanos();
    if (now - spilledAt >= settings.syncNanos() / 2) {
      spilledAt = now;
      ledger.spill(now);
    }
    replay.tick(live);
    queue.tick();
    live = 0;
    if (open()) {
      if (ticks % TICKS_TO_BEAT == 0) {
        again.send(this::dispatch);
        inFlight.mark(tracker);
      } else if (ticks % TICKS_TO_MARK == 0 && inFlight.unmarked() > 0) {
        inFlight.mark(tracker);
      }
      pump();
    }
  }

  private void dispatch(Delivery delivery) {
    if (open()) {
      queue.add(delivery).ifPresent(Delivery::lose);
      pump();
    } else {
      delivery.lose();
    }
  }

  private void pump() {
    while (open() && inFlight.room(tracker)) {
      Optional<Delivery> next = queue.next();
      if (next.isEmpty()) {
        replay.pump();
        break;
      }
      live++;
      inFlight.send(next.get());
      inFlight.markInTime(tracker);
    }
    inFlight.markInTime(tracker);
  }

  /** Whether anything may be sent. */
  private boolean open() {
    return tracker.up() && leaving.isEmpty();
  }
}
