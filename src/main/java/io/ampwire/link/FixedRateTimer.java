package io.ampwire.link;

/**
 * Timer that calls a task at fixed points in time without drift. A late call skips the points it
 * missed, so calls never pile up. After the first call, all timers share one grid, so that a thread
 * wakes up once for many of them.
 */
public final class FixedRateTimer {
  private static final long GRID = 20_000_000L;

  private final Scheduler scheduler;
  private long interval;
  private final LateTask task;
  private Scheduler.Timer timer = () -> {};
  private long next;
  private boolean running;
  private boolean aligned;

  /** Receives the delay of the call, ns, and the number of calls skipped before it. */
  public interface LateTask {
    void run(long late, long leftOut);
  }

  public FixedRateTimer(Scheduler scheduler, long intervalNanos, LateTask task) {
    this.scheduler = scheduler;
    this.interval = intervalNanos;
    this.task = task;
  }

  /** Makes the first call after {@code delayNanos} and then one call per interval. */
  public void start(long delayNanos) {
    stop();
    running = true;
    aligned = false;
    next = scheduler.nanos() + delayNanos;
    arm();
  }

  /** Changes the interval; a running timer calls next at most one new interval after its last. */
  public void interval(long nanos) {
    if (nanos == interval) {
      return;
    }
    long last = next - interval;
    interval = nanos;
    if (running && aligned) {
      next = Math.max(scheduler.nanos(), last + nanos);
      timer.cancel();
      arm();
    }
  }

  public void stop() {
    running = false;
    timer.cancel();
  }

  public boolean running() {
    return running;
  }

  private void arm() {
    timer = scheduler.after(Math.max(0, next - scheduler.nanos()), this::fire);
  }

  /** Moves the next call back to the grid, so that the second call comes early rather than late. */
  private void align() {
    if (!aligned) {
      aligned = true;
      next -= Math.floorMod(next, GRID);
    }
  }

  private void fire() {
    if (!running) {
      return;
    }
    long late = scheduler.nanos() - next;
    long leftOut = Math.max(0, late / interval);
    align();
    next += (leftOut + 1) * interval;
    if (leftOut > 0 && next - scheduler.nanos() < interval / 2) {
      // After a standstill, the next grid point could follow this call immediately.
      next += interval;
      leftOut++;
    }
    arm();
    task.run(late, leftOut);
  }
}
