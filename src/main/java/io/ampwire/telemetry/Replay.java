package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Brings what the journal holds to the broker, oldest first, behind everything live: at {@value
 * #FACTOR} times the rate of live documents, at least {@value #LEAST} a second, and never more than
 * {@value #SHARE} ahead of the proof. Used under the outbox's lock.
 */
final class Replay implements Delivery.Fate {
  static final int FACTOR = 8;
  static final int LEAST = 1000;
  private static final int TICKS_PER_SECOND = 10;
  private static final int BATCH = 500;

  private final Journal journal;
  private final DeliveryLedger ledger;
  private final InFlight inFlight;
  private final Object lock;
  private final Function<Journal.Gap, Document> words;
  private final Deque<Item> ready = new ArrayDeque<>();
  private boolean running;
  private boolean asking;
  private boolean broken;
  private long epoch;
  private int flying;
  private double live;
  private double budget;
  private long replayed;

  private static final class Item extends Delivery {
    private final Runnable done;
    private final Journal.Label label;

    private Item(Document document, Fate fate, Journal.Label label, Runnable done) {
      super(document, fate);
      this.label = label;
      this.done = done;
    }
  }

  /**
   * @param words how a gap is told
   */
  Replay(
      Journal journal,
      DeliveryLedger ledger,
      InFlight inFlight,
      Object lock,
      Function<Journal.Gap, Document> words) {
    this.journal = journal;
    this.ledger = ledger;
    this.inFlight = inFlight;
    this.lock = lock;
    this.words = words;
  }

  /** The connection proved that it works. */
  void begin() {
    running = true;
  }

  /** The connection is gone; what was not confirmed is still in the journal. */
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

  /** Documents of the journal that arrived since the start. */
  long replayed() {
    return replayed;
  }

  /**
   * A tenth of a second has passed.
   *
   * @param sent live documents that went out in it
   */
  void tick(long sent) {
    live = live * (1 - 1.0 / TICKS_PER_SECOND) + sent;
    budget = Math.max(LEAST, FACTOR * live) / TICKS_PER_SECOND;
    if (running && broken && flying == 0) {
      restart();
    }
  }

  /** Sends what may go now. */
  void pump() {
    while (running && !broken && budget >= 1 && flying < inFlight.share() && !ready.isEmpty()) {
      Item item = ready.peekFirst();
      if (item.document() instanceof Document.Late) {
        DeliveryLedger.Verdict verdict = ledger.judge(item.label);
        if (verdict == DeliveryLedger.Verdict.WAIT) {
          return;
        } else if (verdict == DeliveryLedger.Verdict.FORGET) {
          ready.removeFirst().done.run();
          continue;
        }
      }
      ready.removeFirst();
      budget--;
      flying++;
      inFlight.send(item);
    }
    if (running && !broken && !asking && ready.isEmpty() && journal.waiting() > 0) {
      ask();
    }
  }

  @Override
  public void arrived(Delivery delivery) {
    Item item = (Item) delivery;
    flying--;
    item.done.run();
    if (item.document() instanceof Document.Late) {
      replayed++;
      ledger.replayed(item.label);
    }
  }

  @Override
  public void lost(Delivery delivery) {
    flying--;
    broken = true;
  }

  private void ask() {
    asking = true;
    long asked = epoch;
    journal
        .next(BATCH)
        .whenComplete(
            (batch, failure) -> {
              synchronized (lock) {
                if (asked == epoch) {
                  asking = false;
                  if (failure == null) {
                    take(batch);
                  }
                }
              }
            });
  }

  private void take(Journal.Batch batch) {
    if (batch.documents().isEmpty() && flying == 0) {
      ledger.emptied();
    }
    for (Journal.Gap gap : batch.gaps()) {
      ready.add(new Item(words.apply(gap), this, gap.from(), () -> journal.announced(gap)));
    }
    for (Journal.Kept kept : batch.documents()) {
      Document.Late late = new Document.Late(kept.label().charger(), kept.payload());
      ready.add(new Item(late, this, kept.label(), () -> journal.remove(kept)));
    }
  }
}
