package io.ampwire.control;

import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Port: remembers standing intents across a restart. Calls return at once; what is remembered is on
 * disk a moment later.
 */
public interface IntentJournal {
  IntentJournal NONE =
      new IntentJournal() {
        @Override
        public void hold(ChargerId charger, Intent intent) {}

        @Override
        public CompletionStage<Void> drop(ChargerId charger) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public Optional<Found> recall(ChargerId charger) {
          return Optional.empty();
        }
      };

  /**
   * What a person wanted.
   *
   * @param value the set point that was applied
   * @param reference commercial reference of the device it was applied to
   */
  record Intent(
      long value, Optional<String> by, Optional<String> reference, Optional<String> firmware) {}

  /**
   * What an earlier run left.
   *
   * @param away how long no bridge was there; negative if the clock went back
   */
  record Found(Intent intent, Duration away) {}

  void hold(ChargerId charger, Intent intent);

  /**
   * Completes, on any thread, when a later process can no longer find the intent, or when that
   * cannot be had.
   */
  CompletionStage<Void> drop(ChargerId charger);

  /** What an earlier run left, as it was when this one began. */
  Optional<Found> recall(ChargerId charger);
}
