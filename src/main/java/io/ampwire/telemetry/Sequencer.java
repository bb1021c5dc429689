package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sequence numbers of each charger's states and events, and of the bridge's events, from 1 in each
 * boot.
 */
final class Sequencer {
  private final Map<Counter, Long> last = new HashMap<>();

  private record Counter(Journal.Kind kind, Optional<ChargerId> charger) {}

  /** The document with its number; unchanged if its kind has no number or it already has one. */
  Document number(Document document) {
    return document
        .journalled()
        .filter(unnumbered -> unnumbered.seq() == 0)
        .map(unnumbered -> unnumbered.withSeq(next(unnumbered)))
        .orElse(document);
  }

  private long next(Document.Journalled document) {
    return last.merge(new Counter(document.kind(), document.charger()), 1L, Long::sum);
  }
}
