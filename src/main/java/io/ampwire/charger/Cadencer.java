package io.ampwire.charger;

/**
 * Calls a task at fixed points in time that never drift: a call that comes too late for the next
 * points leaves them out, so nothing piles up.
 */
final class Cadencer {
  private final Scheduler scheduler;
  private final long interval;
  private final LateTask task;
  private Scheduler.Timer timer = () -> {};
  private long next;
  private boolean running;

  /** Told how late it is called, ns, and how many calls were left out before. */
  interface LateTask {
    void run(long late, long leftOut);
  }

  Cadencer(Scheduler scheduler, long intervalNanos, LateTask task) {
    this.scheduler = scheduler;
    this.interval = intervalNanos;
    this.task = task;
  }

  /** Calls first after {@code delayNanos}, then each interval. */
  void start(long delayNanos) {
    stop();
    running = true;
    next = scheduler.nanos() + delayNanos;
    arm();
  }

  void stop() {
    running = false;
    timer.cancel();
  }

  boolean running() {
    return running;
  }

  private void arm() {
    timer = scheduler.after(Math.max(0, next - scheduler.nanos()), this::fire);
  }

  private void fire() {
    if (!running) {
      return;
    }
    long late = scheduler.nanos() - next;
    long leftOut = Math.max(0, late / interval);
    next += (leftOut + 1) * interval;
    if (leftOut > 0 && next - scheduler.nanos() < interval / 2) {
      // After a standstill the call that is made now would be followed by one at once.
      next += interval;
      leftOut++;
    }
    arm();
    task.run(late, leftOut);
  }
}
