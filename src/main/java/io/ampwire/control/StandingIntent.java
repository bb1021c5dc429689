package io.ampwire.control;

import io.ampwire.charger.DeviceIdentity;
import io.ampwire.charger.LaneSettings;
import io.ampwire.control.IntentJournal.Intent;
import io.ampwire.decode.Reading;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Point;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A person's standing intent: journalled while it is in force, and what may bring it back. */
final class StandingIntent {
  private final LaneSettings settings;
  private final IntentJournal journal;
  private final Scheduler scheduler;
  private Optional<Resumption> resumption = Optional.empty();

  StandingIntent(LaneSettings settings, IntentJournal journal, Scheduler scheduler) {
    this.settings = settings;
    this.journal = journal;
    this.scheduler = scheduler;
  }

  /** What an earlier run left, if control may be standing here at all. */
  Optional<Intent> recall() {
    if (settings.permissions().mode() != ControlMode.STANDING
        || !settings.permissions().control()) {
      journal.drop(settings.id());
      return Optional.empty();
    }
    Optional<IntentJournal.Found> found = journal.recall(settings.id());
    resumption = found.map(f -> resumption(f.intent(), true, f.away()));
    return found.map(IntentJournal.Found::intent);
  }

  /** The outlet's limit may have come down since. */
  private boolean allowed(long value) {
    return settings
        .map()
        .setPointPoint()
        .flatMap(Point::write)
        .map(rule -> rule.allows(value, settings.permissions().maxCurrent()))
        .orElse(false);
  }

  /** Control was granted: a standing one is remembered, a leased one is not. */
  void granted(Control control, DeviceIdentity device) {
    resumption = Optional.empty();
    if (control.leased()) {
      journal.drop(settings.id());
    } else {
      journal.hold(settings.id(), intent(control, device));
    }
  }

  /** The broker is away for longer than the lease: the intent waits for it. */
  void suspended(Control control, DeviceIdentity device) {
    resumption = Optional.of(resumption(intent(control, device), false, Duration.ZERO));
  }

  /** Completes when no later process can bring the intent back. */
  CompletionStage<Void> dropped() {
    resumption = Optional.empty();
    return journal.drop(settings.id());
  }

  /** Whether an earlier run's intent is waiting. */
  boolean restart() {
    return resumption.map(Resumption::restart).orElse(false);
  }

  Resumption.Answer judge(
      boolean hears, DeviceIdentity device, Function<String, Reading> readings) {
    return resumption
        .map(
            r ->
                allowed(r.value())
                    ? r.judge(hears, device, readings, scheduler.nanos())
                    : new Resumption.Answer.No("the inventory no longer allows the value"))
        .orElseGet(Resumption.Answer.Wait::new);
  }

  private Resumption resumption(Intent intent, boolean restart, Duration away) {
    return new Resumption(
        settings.map(),
        intent,
        restart,
        away,
        scheduler.nanos(),
        settings.permissions().resumeWithin());
  }

  private static Intent intent(Control control, DeviceIdentity device) {
    return new Intent(control.granted(), control.by(), device.reference(), device.firmware());
  }
}
