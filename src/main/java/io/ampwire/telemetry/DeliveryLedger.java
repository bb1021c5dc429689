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
 * Every document that must not be lost, from its number to the broker's proof. In memory while all
 * is well; what is lost on the way, or waits longer than the patience, goes to the journal, in the
 * order of the sequencer. Used under the outbox's lock.
 */
final class DeliveryLedger implements Delivery.Fate {
  private final Journal journal;
  private final String boot;
  private final long patience;
  private final Deque<Item> open = new ArrayDeque<>();
  private final Map<ChargerId, Item> newest = new HashMap<>();
  private final Set<Journal.Label> held = new HashSet<>();
  private final Set<Journal.Label> delivered = new HashSet<>();

  /** What is to be done with a document of the journal. */
  enum Verdict {
    PUBLISH,
    /** It is on its way as a live document; what becomes of that is soon known. */
    WAIT,
    /** The broker has it. */
    FORGET
  }

  private static final class Item extends Delivery {
    private final Journal.Label label;
    private final long since;
    private boolean lost;
    private boolean journalled;
    private boolean done;

    private Item(Document document, Journal.Label label, Fate fate, long since) {
      super(document, fate);
      this.label = label;
      this.since = since;
    }
  }

  /**
   * @param patience ns that a document may wait for its proof in memory alone
   */
  DeliveryLedger(Journal journal, String boot, long patience) {
    this.journal = journal;
    this.boot = boot;
    this.patience = patience;
  }

  /** Takes note of a new document; empty if it is not of those that are kept. */
  Optional<Delivery> enter(Document document, long now) {
    Optional<Journal.Label> label = Journal.Label.of(document, boot);
    if (label.isEmpty()) {
      return Optional.empty();
    }
    Item item = new Item(document, label.get(), this, now);
    open.addLast(item);
    if (document instanceof Document.State state) {
      newest.put(state.id(), item);
    }
    return Optional.of(item);
  }

  @Override
  public void arrived(Delivery delivery) {
    arrived((Item) delivery);
  }

  private void arrived(Item item) {
    item.done = true;
    if (item.journalled) {
      held.remove(item.label);
      delivered.add(item.label);
    }
  }

  @Override
  public void lost(Delivery delivery) {
    Item item = (Item) delivery;
    item.lost = true;
    held.remove(item.label);
    if (item.done) {
      // The proof was wrong: the connection refused it after all.
      item.done = false;
      item.journalled = false;
      delivered.remove(item.label);
      open.addLast(item);
    }
  }

  /** A state that was repeated as the charger's newest arrived, so that its first copy need not. */
  void repeated(Document.State state) {
    Item item = newest.get(state.id());
    if (item != null && item.document().equals(state) && !item.done) {
      arrived(item);
    }
  }

  /** Hands to the journal what is lost, and what waited too long. */
  void spill(long now) {
    for (Item item = open.peekFirst(); item != null; item = open.peekFirst()) {
      boolean late = now - item.since >= patience;
      if (!item.done && !item.lost && !late) {
        break;
      }
      open.removeFirst();
      if (!item.done) {
        journal.add(item.label, item.document());
        item.journalled = true;
        if (!item.lost) {
          held.add(item.label);
        }
      }
    }
    journal.sync();
  }

  Verdict judge(Journal.Label label) {
    if (delivered.remove(label)) {
      return Verdict.FORGET;
    }
    return held.contains(label) ? Verdict.WAIT : Verdict.PUBLISH;
  }

  /** The journal's copy arrived. */
  void replayed(Journal.Label label) {
    delivered.remove(label);
    label
        .charger()
        .map(newest::get)
        .filter(item -> item.label.equals(label))
        .ifPresent(item -> item.done = true);
  }

  /** The journal holds nothing. */
  void emptied() {
    delivered.clear();
  }

  /** A charger is gone. */
  void forget(ChargerId charger) {
    newest.remove(charger);
  }
}
