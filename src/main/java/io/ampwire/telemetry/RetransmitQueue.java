package io.ampwire.telemetry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Documents that the journal does not keep and that are sent again from memory: answers and
 * clearings as they were, retained documents with their newest value. They go out with the next
 * periodic probe or connection; at once would be a hot loop. Used on the outbox's scheduler.
 */
final class RetransmitQueue implements Delivery.Outcome {
  private static final int MOST_ANSWERS = 1000;

  private final DeliveryLedger ledger;
  private final Set<Document> waiting = new LinkedHashSet<>();
  private Retainer retainer = Retainer.NONE;
  private boolean repeatDue;
  private volatile long refused;

  /** Knows everything that is retained. */
  interface Retainer {
    Retainer NONE =
        new Retainer() {
          @Override
          public void repeat() {}

          @Override
          public void proved(Document document) {}
        };

    /** Sends everything that is retained once more, with its newest value. */
    void repeat();

    /** The broker has the document. */
    void proved(Document document);
  }

  RetransmitQueue(DeliveryLedger ledger) {
    this.ledger = ledger;
  }

  void retainer(Retainer of) {
    retainer = of;
  }

  /** The broker may have lost everything that is retained. */
  void repeatAll() {
    repeatDue = true;
  }

  /** The connection did not take it. */
  void refused(Delivery delivery) {
    refused++;
    repeatDue |= delivery.document().retained();
  }

  /** Deliveries that a connection did not take, since the start. */
  long refused() {
    return refused;
  }

  void send(Consumer<Delivery> dispatch) {
    List<Document> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(document -> dispatch.accept(new Delivery(document, this)));
    if (repeatDue) {
      repeatDue = false;
      retainer.repeat();
    }
  }

  @Override
  public void proved(Delivery delivery) {
    ledger.repeated(delivery.document());
    retainer.proved(delivery.document());
  }

  @Override
  public void unproved(Delivery delivery) {
    Document document = delivery.document();
    repeatDue |= document.retained();
    if (document.resent() && (document.retained() || waiting.size() < MOST_ANSWERS)) {
      waiting.add(document);
    }
  }

  @Override
  public void withheld(Delivery delivery) {
    // Sent again it would be too large again.
  }
}
