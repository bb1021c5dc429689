package io.ampwire.charger;

import io.ampwire.control.IntentJournal;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Remembers intents as a disk would, for lanes that come one after the other. */
final class FakeIntents implements IntentJournal {
  final Map<ChargerId, Intent> kept = new HashMap<>();
  CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);
  Duration away = Duration.ofSeconds(20);

  @Override
  public void hold(ChargerId charger, Intent intent) {
    kept.put(charger, intent);
  }

  @Override
  public CompletionStage<Void> drop(ChargerId charger) {
    return disk.thenRun(() -> kept.remove(charger));
  }

  @Override
  public Optional<Found> recall(ChargerId charger) {
    return Optional.ofNullable(kept.get(charger)).map(intent -> new Found(intent, away));
  }
}
