package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ledger of every document that must not be lost, from its number to the broker's proof. Each
 * charger's states, sessions and events, and the bridge's events, are numbered from 1 in each boot.
 * A document stays in memory alone while the proof comes soon. Unproved documents, and those that
 * wait too long, go to the journal in the order of their numbers. Used on the outbox's scheduler.
 */
final class DeliveryLedger implements Delivery.Outcome {
  private final Journal journal;
  private final String boot;
  private final long patience;
  private final Deque<Entry> open = new ArrayDeque<>();

  /** By kind, for each charger and for the bridge. */
  private final Map<Optional<ChargerId>, Series[]> series = new HashMap<>();

  /** Labels that are in the journal and also in flight as live documents. */
  private final Set<Journal.Label> underWay = new HashSet<>();

  /** Labels that are in the journal and whose live documents have an outcome. */
  private final Set<Journal.Label> settled = new HashSet<>();

  /** Decision of the replay about a document of the journal. */
  enum ReplayDecision {
    PUBLISH,
    /** It is in flight as a live document, whose outcome follows soon. */
    WAIT,
    /** The broker has it, or will never accept it. */
    FORGET
  }

  /** Documents of one kind of a charger, or of the bridge. */
  private static final class Series {
    private long last;

    /** The newest document, if the kind has a retained topic; null before the first. */
    private Entry newest;

    private Document.Journalled number(Document.Journalled document) {
      return document.seq() == 0 ? document.withSeq(++last) : document;
    }
  }

  private static final class Entry extends Delivery {
    private final Document.Journalled kept;
    private final long since;
    private boolean unproved;
    private boolean journalled;
    private boolean done;

    private Entry(Document.Journalled document, Outcome outcome, long since) {
      super(document, outcome);
      this.kept = document;
      this.since = since;
    }
  }

  /**
   * @param patience how long a document may wait for its proof in memory alone, ns
   */
  DeliveryLedger(Journal journal, String boot, long patience) {
    this.journal = journal;
    this.boot = boot;
    this.patience = patience;
  }

  /** Numbers and registers a new document; empty if its kind is not stored. */
  Optional<Delivery> enter(Document document, long now) {
    return document.journalled().map(kept -> enter(kept, now));
  }

  private Entry enter(Document.Journalled document, long now) {
    Series of = series(document);
    Document.Journalled numbered = of.number(document);
    Entry entry = new Entry(numbered, this, now);
    open.addLast(entry);
    if (numbered.retained()) {
      of.newest = entry;
    }
    return entry;
  }

  /** The document with its number, for a document that is not stored. */
  Document number(Document.Journalled document) {
    return series(document).number(document);
  }

  private Series series(Document.Journalled document) {
    Series[] kinds =
        series.computeIfAbsent(
            document.charger(), owner -> new Series[Journal.Kind.values().length]);
    int kind = document.kind().ordinal();
    if (kinds[kind] == null) {
      kinds[kind] = new Series();
    }
    return kinds[kind];
  }

  private Journal.Label label(Entry entry) {
    return entry.kept.label(boot);
  }

  @Override
  public void proved(Delivery delivery) {
    settle((Entry) delivery);
  }

  @Override
  public void withheld(Delivery delivery) {
    settle((Entry) delivery);
  }

  private void settle(Entry entry) {
    entry.done = true;
    if (entry.journalled) {
      Journal.Label label = label(entry);
      underWay.remove(label);
      settled.add(label);
    }
  }

  @Override
  public void unproved(Delivery delivery) {
    Entry entry = (Entry) delivery;
    entry.unproved = true;
    underWay.remove(label(entry));
    if (entry.done) {
      // The connection refused it after all, so the proof did not cover it.
      entry.done = false;
      entry.journalled = false;
      settled.remove(label(entry));
      open.addLast(entry);
    }
  }

  /**
   * Records that the broker proved to have a copy of a charger's newest retained document, which
   * makes the first one unnecessary.
   */
  void repeated(Document document) {
    document
        .journalled()
        .map(copy -> copy.label(boot))
        .flatMap(this::newest)
        .filter(entry -> !entry.done)
        .ifPresent(this::settle);
  }

  private Optional<Entry> newest(Journal.Label label) {
    return Optional.ofNullable(series.get(label.charger()))
        .map(kinds -> kinds[label.kind().ordinal()])
        .map(of -> of.newest)
        .filter(entry -> label(entry).equals(label));
  }

  /** Passes unproved documents, and those that waited too long, to the journal. */
  void spill(long now) {
    for (Entry entry = open.peekFirst(); entry != null; entry = open.peekFirst()) {
      boolean late = now - entry.since >= patience;
      if (!entry.done && !entry.unproved && !late) {
        break;
      }
      open.removeFirst();
      if (!entry.done) {
        Journal.Label label = label(entry);
        journal.add(label, entry.kept);
        entry.journalled = true;
        if (!entry.unproved) {
          underWay.add(label);
        }
      }
    }
    journal.sync();
  }

  ReplayDecision decide(Journal.Label label) {
    if (settled.remove(label)) {
      return ReplayDecision.FORGET;
    }
    return underWay.contains(label) ? ReplayDecision.WAIT : ReplayDecision.PUBLISH;
  }

  /** Records that the journal's copy was proved or withheld. */
  void replayed(Journal.Label label) {
    settled.remove(label);
    newest(label).ifPresent(entry -> entry.done = true);
  }

  /** Records that the journal is empty. */
  void emptied() {
    settled.clear();
  }

  /** Forgets the documents of a charger that left; its numbers go on if it comes back. */
  void forget(ChargerId charger) {
    for (Series of : series.getOrDefault(Optional.of(charger), new Series[0])) {
      if (of != null) {
        of.newest = null;
      }
    }
  }
}
