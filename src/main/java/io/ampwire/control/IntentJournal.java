package io.ampwire.control;

import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Port: persists standing intents across a restart. Calls return at once; the data reaches the disk
 * a moment later.
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
   * Standing intent of a person.
   *
   * @param value the set point that was applied
   * @param reference commercial reference of the device that received it
   */
  record Intent(
      Decimal value, Optional<String> by, Optional<String> reference, Optional<String> firmware) {}

  /**
   * Intent from an earlier run of the bridge.
   *
   * @param away time without a running bridge; negative if the clock went back
   */
  record Found(Intent intent, Duration away) {}

  void hold(ChargerId charger, Intent intent);

  /**
   * Completes, on any thread, when a later process can no longer find the intent, or when the
   * journal cannot ensure that.
   */
  CompletionStage<Void> drop(ChargerId charger);

  /** The intent from an earlier run, as it was when this run began. */
  Optional<Found> recall(ChargerId charger);
}
