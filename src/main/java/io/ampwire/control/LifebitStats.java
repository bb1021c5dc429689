package io.ampwire.control;

import io.ampwire.link.Scheduler;
import java.util.function.Consumer;

/** Lifebit counters for the audit: one line per minute and one when control ends. */
final class LifebitStats {
  private static final long STRETCH_NANOS = 60_000_000_000L;

  private final Scheduler scheduler;
  private final Consumer<Audit.Lifebits> audit;
  private long from;
  private long begun;
  private long accepted;
  private long refused;
  private long missed;

  LifebitStats(Scheduler scheduler, Consumer<Audit.Lifebits> audit) {
    this.scheduler = scheduler;
    this.audit = audit;
  }

  void sent(boolean ok) {
    begin();
    accepted += ok ? 1 : 0;
    refused += ok ? 0 : 1;
    if (scheduler.nanos() - begun >= STRETCH_NANOS) {
      end();
    }
  }

  void missed(long lifebits) {
    if (lifebits > 0) {
      begin();
      missed += lifebits;
    }
  }

  /** Returns and resets the counters, if anything was counted. */
  void end() {
    if (accepted + refused + missed > 0) {
      audit.accept(new Audit.Lifebits(from, scheduler.wallMillis(), accepted, refused, missed));
    }
    accepted = 0;
    refused = 0;
    missed = 0;
  }

  private void begin() {
    if (accepted + refused + missed == 0) {
      from = scheduler.wallMillis();
      begun = scheduler.nanos();
    }
  }
}
