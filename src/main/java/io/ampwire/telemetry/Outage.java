package io.ampwire.telemetry;

import java.util.Optional;

/** Period without a working broker, from the loss of a connection to the next proof. */
final class Outage {
  private final Journal journal;
  private Optional<Long> since;
  private boolean everProved;
  private long dropped;

  /**
   * @param now monotonic time, ns; an outage begins with the start, and is announced only if
   *     documents wait
   */
  Outage(Journal journal, long now) {
    this.journal = journal;
    this.since = Optional.of(now);
  }

  void begin(long now) {
    if (since.isEmpty()) {
      since = Optional.of(now);
      dropped = journal.dropped();
    }
  }

  /** Ends the outage; returns the event that announces its end, if there was one. */
  Optional<Document> end(long now, long wallMillis) {
    long waiting = journal.waiting();
    boolean announced = since.isPresent() && (everProved || waiting > 0);
    Optional<Document> event =
        announced
            ? Optional.of(
                BridgeEvents.restored(
                    now - since.get(), waiting, journal.dropped() - dropped, wallMillis))
            : Optional.empty();
    since = Optional.empty();
    everProved = true;
    return event;
  }
}
