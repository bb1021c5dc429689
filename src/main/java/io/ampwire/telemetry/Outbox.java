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
  private final Numbers numbers = new Numbers();
  private final Lineup lineup = new Lineup();
  private final Flights flights;
  private final Ledger ledger;
  private final Replay replay;
  private final Outage outage;
  private final Again again;
  private final Proof proof;
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
    this.ledger = new Ledger(journal, settings.boot(), settings.syncNanos() / 2);
    this.again = new Again(ledger);
    this.flights = new Flights(publisher, this, again::refused, settings.window());
    this.replay =
        new Replay(
            journal,
            ledger,
            flights,
            this,
            gap -> numbers.number(BridgeEvents.gap(gap, scheduler.wallMillis())));
    this.proof = new Proof(settings.secret());
    this.outage = new Outage(journal, scheduler.nanos());
  }

  void repeating(Again.Retainer retainer) {
    again.repeating(retainer);
  }

  /** Begins to send marks. */
  public void start() {
    scheduler.after(TICK, this::tick);
  }

  /** Sends the document when its turn comes; returns it with its number. */
  public synchronized Document offer(Document document) {
    Document numbered = numbers.number(document);
    dispatch(
        ledger.enter(numbered, scheduler.nanos()).orElseGet(() -> new Parcel(numbered, again)));
    return numbered;
  }

  /** Sends once more what is retained. */
  synchronized void repeat(Document document) {
    dispatch(new Parcel(document, again));
  }

  /** A connection is up; nothing that an earlier one carried counts any more. */
  public synchronized void connected() {
    if (proof.up()) {
      disconnected();
    }
    proof.connected(scheduler.nanos());
    flights.begin();
    again.forgotten();
    again.send(this::dispatch);
    flights.mark(proof);
  }

  public synchronized void disconnected() {
    if (proof.up()) {
      outage.begin(scheduler.nanos());
    }
    proof.disconnected();
    flights.end();
    lineup.clear().forEach(Parcel::lose);
    replay.end();
    ledger.spill(scheduler.nanos());
    leaving.ifPresent(left -> left.complete(null));
  }

  /** A mark came back as commands do; tells whether it is this connection's. */
  public synchronized boolean returned(Document.Mark mark) {
    long now = scheduler.nanos();
    if (!proof.take(mark, now)) {
      return false;
    }
    proof.heard(now);
    proved(now);
    return true;
  }

  /** A mark came back, though not as commands do: it proves delivery, not that we are heard. */
  public synchronized boolean delivered(Document.Mark mark) {
    long now = scheduler.nanos();
    boolean counts = proof.take(mark, now);
    if (counts) {
      proved(now);
    }
    return counts;
  }

  private void proved(long now) {
    flights.confirm(proof.confirmed());
    if (leaving.isPresent()) {
      if (flights.size() == 0) {
        leaving.get().complete(null);
      }
    } else if (proof.up()) {
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
      lineup.clear().forEach(Parcel::lose);
      replay.end();
      if (proof.up()) {
        flights.send(new Parcel(document, again));
        flights.mark(proof);
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
    return proof.last();
  }

  /** Since when a connection claims to be up, empty while none does. */
  public synchronized Optional<Long> connectedSince() {
    return proof.since();
  }

  /** Whether a connection claims to be up and brought no mark for so many {@code nanos}. */
  public synchronized boolean silent(long nanos) {
    return proof.isSilent(nanos, scheduler.nanos());
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
    lineup.forget(charger).forEach(Parcel::lose);
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
    lineup.tick();
    live = 0;
    if (open()) {
      if (ticks % TICKS_TO_BEAT == 0) {
        again.send(this::dispatch);
        flights.mark(proof);
      } else if (ticks % TICKS_TO_MARK == 0 && flights.unmarked() > 0) {
        flights.mark(proof);
      }
      pump();
    }
  }

  private void dispatch(Parcel parcel) {
    if (open()) {
      lineup.add(parcel).ifPresent(Parcel::lose);
      pump();
    } else {
      parcel.lose();
    }
  }

  private void pump() {
    while (open() && flights.room(proof)) {
      Optional<Parcel> next = lineup.next();
      if (next.isEmpty()) {
        replay.pump();
        break;
      }
      live++;
      flights.send(next.get());
      flights.markInTime(proof);
    }
    flights.markInTime(proof);
  }

  /** Whether anything may be sent. */
  private boolean open() {
    return proof.up() && leaving.isEmpty();
  }
}
