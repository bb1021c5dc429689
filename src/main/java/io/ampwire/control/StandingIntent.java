package io.ampwire.control;

import io.ampwire.control.IntentJournal.Found;
import io.ampwire.control.IntentJournal.Intent;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.trust.DeviceIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Entry of one charger in the journal of standing intents; it exists while an intent is in force.
 */
final class StandingIntent {
  private final ControlSettings settings;
  private final IntentJournal journal;

  StandingIntent(ControlSettings settings, IntentJournal journal) {
    this.settings = settings;
    this.journal = journal;
  }

  /** The intent from an earlier run, if the inventory still permits standing control. */
  Optional<Found> recall() {
    if (settings.permissions().mode() != ControlMode.STANDING
        || !settings.permissions().control()) {
      journal.drop(settings.id());
      return Optional.empty();
    }
    return journal.recall(settings.id());
  }

  /** Records a grant: standing control is journalled, leased control is not. */
  void remember(Grant grant, DeviceIdentity device) {
    if (grant.leased() || grant.ofGroup()) {
      journal.drop(settings.id());
    } else {
      journal.hold(settings.id(), intent(grant, device));
    }
  }

  /** Completes when no later process can find the intent. */
  CompletionStage<Void> forget() {
    return journal.drop(settings.id());
  }

  /** Whether the inventory still permits the value; the outlet's limit may have been lowered. */
  boolean permits(Decimal value) {
    return settings
        .map()
        .setPointPoint()
        .flatMap(Point::write)
        .map(rule -> rule.allows(value, settings.permissions().maxCurrent()))
        .orElse(false);
  }

  /** The check that decides whether an intent from an earlier run resumes. */
  Resumption afterRestart(Found found, long now) {
    return resumption(found.intent(), true, found.away(), now);
  }

  /** The check that decides whether control resumes after a broker outage. */
  Resumption afterOutage(Grant grant, DeviceIdentity device, long now) {
    return resumption(intent(grant, device), false, Duration.ZERO, now);
  }

  private Resumption resumption(Intent intent, boolean restart, Duration away, long now) {
    return new Resumption(
        settings.map(), intent, restart, away, now, settings.permissions().resumeWithin());
  }

  private static Intent intent(Grant grant, DeviceIdentity device) {
    return new Intent(grant.value(), grant.by(), device.reference(), device.firmware());
  }
}
