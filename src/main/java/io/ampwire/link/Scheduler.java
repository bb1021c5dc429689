package io.ampwire.link;

import io.ampwire.command.ClockTrust;
import java.util.OptionalLong;

/**
 * Scheduler of a charger: a clock and a task queue. The tasks of one scheduler run one after the
 * other, never in parallel.
 */
public interface Scheduler {
  /** Monotonic time, ns; only differences are meaningful. */
  long nanos();

  /** Wall clock, ms since 1970; for payloads. */
  long wallMillis();

  /** Wall clock, while it is trusted; commands with a {@code ts} are checked against it. */
  default OptionalLong trustedMillis() {
    long now = wallMillis();
    return ClockTrust.synced(now) ? OptionalLong.of(now) : OptionalLong.empty();
  }

  /** Runs the task after the tasks queued before it; may be called from any thread. */
  void execute(Runnable task);

  /** Runs the task later, unless it is cancelled first. */
  Timer after(long delayNanos, Runnable task);

  /** Task that can still be cancelled. */
  interface Timer {
    void cancel();
  }
}
