package io.ampwire.control;

import io.ampwire.control.IntentJournal.Found;
import io.ampwire.control.IntentJournal.Intent;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.trust.DeviceIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Entry of one charger in the journal of standing intents; it exists while an intent is in force.
 */
final class StandingIntent {
  /** Longest wait for the journal, ns; a hanging disk must not delay a decrease. */
  private static final long LONGEST_WAIT = 1_000_000_000L;

  private final ControlSettings settings;
  private final IntentJournal journal;
  private final Scheduler scheduler;

  StandingIntent(ControlSettings settings, IntentJournal journal, Scheduler scheduler) {
    this.settings = settings;
    this.journal = journal;
    this.scheduler = scheduler;
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

  /** Deletes the intent. */
  void forget() {
    journal.drop(settings.id());
  }

  /**
   * Deletes the intent, and runs the continuation on the lane's thread when no later process can
   * find it: at once if there is nothing to wait for, after {@link #LONGEST_WAIT} at the latest.
   */
  void forget(Runnable rest) {
    CompletableFuture<Void> done = journal.drop(settings.id()).toCompletableFuture();
    if (done.isDone()) {
      rest.run();
      return;
    }
    boolean[] begun = new boolean[1];
    Runnable first =
        () -> {
          if (!begun[0]) {
            begun[0] = true;
            rest.run();
          }
        };
    Scheduler.Timer limit = scheduler.after(LONGEST_WAIT, first);
    done.whenComplete(
        (nothing, failure) ->
            scheduler.execute(
                () -> {
                  limit.cancel();
                  first.run();
                }));
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
