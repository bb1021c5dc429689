package io.ampwire.telemetry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Factory of the bridge's events about delivery. */
final class BridgeEvents {
  private BridgeEvents() {}

  /** Event for documents of one charger and boot that the journal's bound dropped. */
  static Document.BridgeEvent gap(Journal.Gap gap, long wallMillis) {
    Map<String, Object> details = new LinkedHashMap<>();
    gap.from().charger().ifPresent(id -> details.put("charger", id.value()));
    details.put("boot", gap.from().boot());
    details.put("of", gap.from().kind().name().toLowerCase(Locale.ROOT));
    details.put("from", gap.from().seq());
    details.put("to", gap.to());
    return new Document.BridgeEvent("gap", wallMillis, details);
  }

  /**
   * Event for the end of a broker outage.
   *
   * @param nanos duration of the outage
   * @param waiting documents that follow as backlog
   * @param dropped documents of the outage that the bound dropped
   */
  static Document.BridgeEvent restored(long nanos, long waiting, long dropped, long wallMillis) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("outage_ms", nanos / 1_000_000);
    details.put("waiting", waiting);
    details.put("dropped", dropped);
    return new Document.BridgeEvent("broker_restored", wallMillis, details);
  }
}
