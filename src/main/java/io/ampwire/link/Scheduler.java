package io.ampwire.link;

import io.ampwire.command.ClockTrust;
import java.util.OptionalLong;

/**
 * Time and order for the charger it belongs to: every task of one scheduler runs after the other,
 * never two at once.
 */
public interface Scheduler {
  /** Monotonic time, ns; only differences mean something. */
  long nanos();

  /** Wall clock, ms since 1970; for payloads. */
  long wallMillis();

  /** The same, while it can be believed; what commands with a time of their own are judged by. */
  default OptionalLong trustedMillis() {
    long now = wallMillis();
    return ClockTrust.synced(now) ? OptionalLong.of(now) : OptionalLong.empty();
  }

  /** Runs the task as soon as the tasks before it are done; may be called from any thread. */
  void execute(Runnable task);

  /** Runs the task later, unless it is cancelled first. */
  Timer after(long delayNanos, Runnable task);

  /** A task that may still be cancelled. */
  interface Timer {
    void cancel();
  }
}
