package io.ampwire.telemetry;

import io.ampwire.decode.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What no journal keeps and is sent again from memory: what is retained, as it is by then; answers
 * and the clearing of topics as they were. Never at once, which would be a hot loop, but with the
 * next beat or connection. Used under the outbox's lock.
 */
final class RetransmitQueue implements Delivery.Fate {
  private static final int ANSWERS = 1000;

  private final DeliveryLedger ledger;
  private final Set<Document> waiting = new LinkedHashSet<>();
  private Retainer retainer = Retainer.OF_NOTHING;
  private boolean repeatDue;
  private long refused;

  /** Who knows what is retained. */
  interface Retainer {
    Retainer OF_NOTHING =
        new Retainer() {
          @Override
          public void repeat() {}

          @Override
          public void arrived(Document.Announcement announcement) {}
        };

    /** Says everything that is retained once more, as it is now. */
    void repeat();

    /** The broker has it. */
    void arrived(Document.Announcement announcement);
  }

  RetransmitQueue(DeliveryLedger ledger) {
    this.ledger = ledger;
  }

  void repeating(Retainer of) {
    retainer = of;
  }

  /** Everything that is retained may be forgotten. */
  void forgotten() {
    repeatDue = true;
  }

  /** The connection did not take it. */
  void refused(Delivery delivery) {
    Document document = delivery.document();
    refused++;
    repeatDue |=
        document instanceof Document.State
            || document instanceof Document.Availability
            || document instanceof Document.Meta
            || document instanceof Document.PointValue
            || document instanceof Document.Announcement
            || document instanceof Document.Info
            || document instanceof Document.BridgeStatus;
  }

  /** What the connection did not take so far. */
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
  public void arrived(Delivery delivery) {
    if (delivery.document() instanceof Document.State state) {
      ledger.repeated(state);
    } else if (delivery.document() instanceof Document.Announcement announcement) {
      retainer.arrived(announcement);
    }
  }

  @Override
  public void lost(Delivery delivery) {
    Document document = delivery.document();
    if (document instanceof Document.Answer && waiting.size() < ANSWERS) {
      waiting.add(document);
    } else if (document instanceof Document.PointValue value && !value.reading().isValue()) {
      cleared(new Document.PointValue(value.id(), value.point(), Reading.NOT_READ));
    } else if (document instanceof Document.Removed
        || document instanceof Document.Announcement announcement && announcement.clears()) {
      cleared(document);
    }
  }

  /** A charger or a point may be back since its topic was to be cleared. */
  private void cleared(Document clearing) {
    waiting.add(clearing);
    repeatDue = true;
  }
}
