package io.ampwire.charger;

import io.ampwire.link.Scheduler;
import java.time.Duration;

/**
 * Detector of a stalled lane. It may be called from any thread and works even while the lane's own
 * thread is blocked.
 */
final class StallDetector {
  private static final long PATIENCE = 20_000_000_000L;

  private final Scheduler scheduler;
  private final long allowed;
  private volatile long last;
  private boolean broken;

  /**
   * @param poll time from one poll to the next
   * @param timeout timeout of one request, during which no progress is required
   */
  StallDetector(Scheduler scheduler, Duration poll, Duration timeout) {
    this.scheduler = scheduler;
    this.allowed = PATIENCE + poll.toNanos() + timeout.toNanos();
    this.last = scheduler.nanos();
  }

  /** Records an answer during a poll; it does not help a lane whose polls fail. */
  void made() {
    if (!broken) {
      last = scheduler.nanos();
    }
  }

  /** Records the end of a poll, good or bad, or that no poll was due. */
  void ended() {
    broken = false;
    made();
  }

  /** Records a poll that was answered but could not be processed. */
  void broke() {
    broken = true;
  }

  boolean stuck() {
    return scheduler.nanos() - last > allowed;
  }
}
