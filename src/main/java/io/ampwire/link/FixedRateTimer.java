package io.ampwire.link;

/**
 * Calls a task at fixed points in time that never drift: a call that comes too late for the next
 * points leaves them out, so nothing piles up. After the first call the points lie on a grid that
 * all cadences share, so that a thread wakes up once for many of them.
 */
public final class FixedRateTimer {
  private static final long GRID = 20_000_000L;

  private final Scheduler scheduler;
  private final long interval;
  private final LateTask task;
  private Scheduler.Timer timer = () -> {};
  private long next;
  private boolean running;
  private boolean aligned;

  /** Told how late it is called, ns, and how many calls were left out before. */
  public interface LateTask {
    void run(long late, long leftOut);
  }

  public FixedRateTimer(Scheduler scheduler, long intervalNanos, LateTask task) {
    this.scheduler = scheduler;
    this.interval = intervalNanos;
    this.task = task;
  }

  /** Calls first after {@code delayNanos}, then each interval. */
  public void start(long delayNanos) {
    stop();
    running = true;
    aligned = false;
    next = scheduler.nanos() + delayNanos;
    arm();
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

  /** The second call comes early rather than late. */
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
      // After a standstill the call that is made now would be followed by one at once.
      next += interval;
      leftOut++;
    }
    arm();
    task.run(late, leftOut);
  }
}
