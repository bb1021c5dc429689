package io.ampwire.session;

import io.ampwire.map.ChargerId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Port: sessions on disk. Calls return at once and never throw; another thread does the work, in
 * the order of the calls. A stage completes when the change is on disk, or when the disk refused
 * it.
 */
public interface SessionStore {
  /**
   * What an earlier run of the bridge left.
   *
   * @param open sessions that had not ended
   * @param last the last session that ended, per charger
   * @param alive when that run was alive last, wall clock, ms
   */
  record Recall(
      Map<ChargerId, OpenSession> open, Map<ChargerId, ChargingSession> last, OptionalLong alive) {
    public Recall {
      open = Map.copyOf(open);
      last = Map.copyOf(last);
    }
  }

  /** What the last run left; read once, before the first change. */
  Recall recall();

  /** Keeps a session in progress; it replaces the charger's earlier one. */
  CompletionStage<Void> save(ChargerId charger, OpenSession session);

  /** Keeps a session that ended, and removes the charger's session in progress, as one change. */
  CompletionStage<Void> end(ChargerId charger, ChargingSession session);
}
