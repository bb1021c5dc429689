package io.ampwire.session;

import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Store in memory; a next process reads what the last one left. */
final class MemoryStore implements SessionStore {
  final Map<ChargerId, OpenSession> open = new HashMap<>();
  final Map<ChargerId, ChargingSession> last = new HashMap<>();
  OptionalLong alive = OptionalLong.empty();

  @Override
  public Recall recall() {
    return new Recall(open, last, alive);
  }

  @Override
  public CompletionStage<Void> save(ChargerId charger, OpenSession session) {
    open.put(charger, session);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> end(ChargerId charger, ChargingSession session) {
    open.remove(charger);
    last.put(charger, session);
    return CompletableFuture.completedFuture(null);
  }
}
