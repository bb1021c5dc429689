package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What no journal keeps and is sent again from memory: what is retained, as it is by then; answers
 * and the clearing of topics as they were. Never at once, which would be a hot loop, but with the
 * next beat or connection. Used under the outbox's lock.
 */
final class Again implements Parcel.Fate {
  private static final int ANSWERS = 1000;

  private final Ledger ledger;
  private final Deque<Document> waiting = new ArrayDeque<>();
  private Runnable repeat = () -> {};
  private boolean repeatDue;
  private long refused;

  Again(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Says everything that is retained once more, as it is now. */
  void repeating(Runnable repeating) {
    repeat = repeating;
  }

  /** Everything that is retained may be forgotten. */
  void forgotten() {
    repeatDue = true;
  }

  /** The connection did not take it. */
  void refused(Parcel parcel) {
    Document document = parcel.document();
    refused++;
    repeatDue |=
        document instanceof Document.State
            || document instanceof Document.Availability
            || document instanceof Document.Meta
            || document instanceof Document.Info
            || document instanceof Document.BridgeStatus;
  }

  /** What the connection did not take so far. */
  long refused() {
    return refused;
  }

  void send(Consumer<Parcel> dispatch) {
    for (int i = waiting.size(); i > 0; i--) {
      dispatch.accept(new Parcel(waiting.poll(), this));
    }
    if (repeatDue) {
      repeatDue = false;
      repeat.run();
    }
  }

  @Override
  public void arrived(Parcel parcel) {
    if (parcel.document() instanceof Document.State state) {
      ledger.repeated(state);
    }
  }

  @Override
  public void lost(Parcel parcel) {
    boolean removed = parcel.document() instanceof Document.Removed;
    boolean answer = parcel.document() instanceof Document.Answer;
    if (removed || answer && waiting.size() < ANSWERS) {
      waiting.add(parcel.document());
    }
    // A charger may be back since its topics were to be cleared.
    repeatDue |= removed;
  }
}
