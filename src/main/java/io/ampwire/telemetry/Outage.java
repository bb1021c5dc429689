package io.ampwire.telemetry;

import java.util.Optional;

/** The time without a broker, from the loss of a connection to the first proof of the next. */
final class Outage {
  private final Journal journal;
  private Optional<Long> since;
  private boolean ever;
  private long dropped;

  /**
   * @param now the start counts as the begin of an outage that is told of only if something waits
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

  /** The first proof; the event that tells of it, if there was an outage. */
  Optional<Document> end(long now, long wallMillis) {
    long waiting = journal.waiting();
    boolean tell = since.isPresent() && (ever || waiting > 0);
    Optional<Document> event =
        tell
            ? Optional.of(
                BridgeEvents.restored(
                    now - since.get(), waiting, journal.dropped() - dropped, wallMillis))
            : Optional.empty();
    since = Optional.empty();
    ever = true;
    return event;
  }
}
