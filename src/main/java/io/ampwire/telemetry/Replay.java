package io.ampwire.telemetry;

import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Replay of the journal to the broker, oldest document first, behind all live documents: at {@value
 * #FACTOR} times the rate of live documents, at least {@value #LEAST} a second, and within a part
 * of the window. Used on the outbox's scheduler.
 */
final class Replay implements Delivery.Outcome {
  static final int FACTOR = 8;
  static final int LEAST = 1000;
  private static final int TICKS_PER_SECOND = 10;
  private static final int BATCH = 500;

  private final Journal journal;
  private final DeliveryLedger ledger;
  private final Scheduler scheduler;
  private final Function<Journal.Gap, Document> gapEvent;
  private final Consumer<Delivery> transmit;
  private final IntSupplier share;
  private final Deque<Entry> ready = new ArrayDeque<>();

  /** Documents that the broker refused after the journal's copy was removed. */
  private final Deque<Entry> refused = new ArrayDeque<>();

  private boolean running;
  private boolean asking;
  private boolean broken;
  private long epoch;
  private int flying;
  private double live;
  private double budget;
  private volatile long replayed;

  /** A document of the journal, or a gap to announce. */
  private static final class Entry extends Delivery {
    private final Journal.Label label;
    private final boolean ofJournal;
    private final Runnable done;
    private boolean flying;
    private boolean removed;

    private Entry(
        Document document, Outcome outcome, Journal.Label label, boolean ofJournal, Runnable done) {
      super(document, outcome);
      this.label = label;
      this.ofJournal = ofJournal;
      this.done = done;
    }
  }

  /**
   * @param gapEvent makes the event that announces a gap
   * @param transmit sends a document on the current connection
   * @param share the most documents that may be unproved
   */
  Replay(
      Journal journal,
      DeliveryLedger ledger,
      Scheduler scheduler,
      Function<Journal.Gap, Document> gapEvent,
      Consumer<Delivery> transmit,
      IntSupplier share) {
    this.journal = journal;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.gapEvent = gapEvent;
    this.transmit = transmit;
    this.share = share;
  }

  /** Starts, once the connection has returned a probe. */
  void begin() {
    running = true;
  }

  /** Stops with the connection; unproved documents are still in the journal. */
  void end() {
    running = false;
    restart();
  }

  private void restart() {
    epoch++;
    asking = false;
    broken = false;
    ready.clear();
    journal.rewind();
  }

  /** Number of documents of the journal that the broker proved to have, since the start. */
  long replayed() {
    return replayed;
  }

  /**
   * Runs every tenth of a second.
   *
   * @param sent live documents that were sent since the last tick
   */
  void tick(long sent) {
    live = live * (1 - 1.0 / TICKS_PER_SECOND) + sent;
    budget = Math.max(LEAST, FACTOR * live) / TICKS_PER_SECOND;
    if (running && broken && flying == 0) {
      restart();
    }
  }

  /** Sends as many documents as may be sent now. */
  void pump() {
    while (isOpen() && !refused.isEmpty()) {
      fly(refused.removeFirst());
    }
    while (isOpen() && !ready.isEmpty()) {
      Entry entry = ready.peekFirst();
      DeliveryLedger.ReplayDecision decision =
          entry.ofJournal ? ledger.decide(entry.label) : DeliveryLedger.ReplayDecision.PUBLISH;
      if (decision == DeliveryLedger.ReplayDecision.WAIT) {
        return;
      }
      ready.removeFirst();
      if (decision == DeliveryLedger.ReplayDecision.FORGET) {
        entry.done.run();
      } else {
        fly(entry);
      }
    }
    if (running && !broken && !asking && ready.isEmpty() && journal.waiting() > 0) {
      ask();
    }
  }

  private boolean isOpen() {
    return running && !broken && budget >= 1 && flying < share.getAsInt();
  }

  private void fly(Entry entry) {
    budget--;
    flying++;
    entry.flying = true;
    transmit.accept(entry);
  }

  private void land(Entry entry) {
    flying -= entry.flying ? 1 : 0;
    entry.flying = false;
  }

  @Override
  public void proved(Delivery delivery) {
    Entry entry = (Entry) delivery;
    replayed += entry.ofJournal && !entry.removed ? 1 : 0;
    settle(entry);
  }

  @Override
  public void withheld(Delivery delivery) {
    settle((Entry) delivery);
  }

  private void settle(Entry entry) {
    land(entry);
    entry.removed = true;
    entry.done.run();
    if (entry.ofJournal) {
      ledger.replayed(entry.label);
    }
  }

  @Override
  public void unproved(Delivery delivery) {
    Entry entry = (Entry) delivery;
    land(entry);
    if (entry.removed) {
      refused.addLast(entry);
    } else {
      broken = true;
    }
  }

  private void ask() {
    asking = true;
    long asked = epoch;
    journal
        .next(BATCH)
        .whenComplete((batch, failure) -> scheduler.execute(() -> answered(asked, batch)));
  }

  /**
   * @param batch null if the journal could not be read
   */
  private void answered(long asked, Journal.Batch batch) {
    if (asked == epoch) {
      asking = false;
      if (batch != null) {
        take(batch);
      }
    }
  }

  private void take(Journal.Batch batch) {
    if (batch.documents().isEmpty() && flying == 0) {
      ledger.emptied();
    }
    for (Journal.Gap gap : batch.gaps()) {
      ready.add(
          new Entry(gapEvent.apply(gap), this, gap.from(), false, () -> journal.announced(gap)));
    }
    for (Journal.Kept kept : batch.documents()) {
      Document.Late late = new Document.Late(kept.label().charger(), kept.payload());
      ready.add(new Entry(late, this, kept.label(), true, () -> journal.remove(kept)));
    }
  }
}
