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
 * Ledger of every document that must not be lost, from its number to the broker's proof. A document
 * stays in memory alone while the proof comes soon. Unproved documents, and those that wait too
 * long, go to the journal in the order of their numbers. Used on the outbox's scheduler.
 */
final class DeliveryLedger implements Delivery.Outcome {
  private final Journal journal;
  private final String boot;
  private final long patience;
  private final Deque<Entry> open = new ArrayDeque<>();

  /** The newest document of each charger and kind that has a retained topic. */
  private final Map<Retained, Entry> newest = new HashMap<>();

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

  private record Retained(ChargerId charger, Journal.Kind kind) {}

  private static final class Entry extends Delivery {
    private final Document.Journalled kept;
    private final Journal.Label label;
    private final long since;
    private boolean unproved;
    private boolean journalled;
    private boolean done;

    private Entry(Document.Journalled document, Journal.Label label, Outcome outcome, long since) {
      super(document, outcome);
      this.kept = document;
      this.label = label;
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

  /** Registers a new document; empty if its kind is not stored. */
  Optional<Delivery> enter(Document document, long now) {
    return document.journalled().map(kept -> enter(kept, now));
  }

  private Entry enter(Document.Journalled document, long now) {
    Entry entry = new Entry(document, document.label(boot), this, now);
    open.addLast(entry);
    if (document.retained()) {
      document.charger().ifPresent(id -> newest.put(new Retained(id, document.kind()), entry));
    }
    return entry;
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
      underWay.remove(entry.label);
      settled.add(entry.label);
    }
  }

  @Override
  public void unproved(Delivery delivery) {
    Entry entry = (Entry) delivery;
    entry.unproved = true;
    underWay.remove(entry.label);
    if (entry.done) {
      // The connection refused it after all, so the proof did not cover it.
      entry.done = false;
      entry.journalled = false;
      settled.remove(entry.label);
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
    return label
        .charger()
        .map(id -> newest.get(new Retained(id, label.kind())))
        .filter(entry -> entry.label.equals(label));
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
        journal.add(entry.label, entry.kept);
        entry.journalled = true;
        if (!entry.unproved) {
          underWay.add(entry.label);
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

  /** Forgets a charger that left. */
  void forget(ChargerId charger) {
    newest.keySet().removeIf(retained -> retained.charger().equals(charger));
  }
}
