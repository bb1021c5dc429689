package io.ampwire.charger;

import io.ampwire.link.Scheduler;
import java.time.Duration;

/**
 * Whether a lane still does its work. It may be asked from any thread, so that it tells the truth
 * also while the lane's own thread stands still.
 */
final class StallDetector {
  private static final long PATIENCE = 20_000_000_000L;

  private final Scheduler scheduler;
  private final long allowed;
  private volatile long last;
  private boolean broken;

  /**
   * @param poll from one poll to the next
   * @param timeout of one request, during which nothing has to happen
   */
  StallDetector(Scheduler scheduler, Duration poll, Duration timeout) {
    this.scheduler = scheduler;
    this.allowed = PATIENCE + poll.toNanos() + timeout.toNanos();
    this.last = scheduler.nanos();
  }

  /** The charger said something while a poll goes on; that helps no lane whose polls break. */
  void made() {
    if (!broken) {
      last = scheduler.nanos();
    }
  }

  /** A poll came to its end, good or bad, or there was none to make. */
  void ended() {
    broken = false;
    made();
  }

  /** A poll was answered and could not be taken in. */
  void broke() {
    broken = true;
  }

  boolean stuck() {
    return scheduler.nanos() - last > allowed;
  }
}
