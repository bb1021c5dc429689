package io.ampwire.telemetry;

import java.util.HashMap;
import java.util.Map;

/** Counts each charger's states and events, and the bridge's events, from 1 in each boot. */
final class Sequencer {
  private final Map<Object, Long> last = new HashMap<>();

  /** The document with its number, if it is of those that have one and has none yet. */
  Document number(Document document) {
    if (document instanceof Document.State state && state.seq() == 0) {
      return new Document.State(state.id(), next(state.id()), state.epoch(), state.snapshot());
    } else if (document instanceof Document.Event event && event.seq() == 0) {
      return new Document.Event(
          event.id(), next("event " + event.id()), event.epoch(), event.event());
    } else if (document instanceof Document.BridgeEvent event && event.seq() == 0) {
      return new Document.BridgeEvent(next(""), event.type(), event.ts(), event.details());
    }
    return document;
  }

  private long next(Object kind) {
    return last.merge(kind, 1L, Long::sum);
  }
}
