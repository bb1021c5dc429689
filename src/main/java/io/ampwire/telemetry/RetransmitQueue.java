package io.ampwire.telemetry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Queue of documents that the journal does not keep and that are sent again from memory: answers
 * and clearings unchanged, retained documents with their newest value. They are sent with the next
 * periodic probe or connection, because an immediate retry would be a hot loop. Used on the
 * outbox's scheduler.
 */
final class RetransmitQueue implements Delivery.Outcome {
  private static final int MOST_ANSWERS = 1000;

  private final DeliveryLedger ledger;
  private final Set<Document> waiting = new LinkedHashSet<>();
  private Retainer retainer = Retainer.NONE;
  private boolean repeatDue;
  private volatile long refused;

  /** Holder of all retained documents. */
  interface Retainer {
    Retainer NONE =
        new Retainer() {
          @Override
          public void repeat() {}

          @Override
          public void proved(Document document) {}
        };

    /** Sends each retained document again, with its newest value. */
    void repeat();

    /** Records that the broker has the document. */
    void proved(Document document);
  }

  RetransmitQueue(DeliveryLedger ledger) {
    this.ledger = ledger;
  }

  void retainer(Retainer of) {
    retainer = of;
  }

  /** Schedules all retained documents again, since the broker may have lost them. */
  void repeatAll() {
    repeatDue = true;
  }

  /** Records that the connection refused the delivery. */
  void refused(Delivery delivery) {
    refused++;
    repeatDue |= delivery.document().retained();
  }

  /** Number of refused deliveries since the start. */
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
    // A document that is too large would be too large again.
  }
}
