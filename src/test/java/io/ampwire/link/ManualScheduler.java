package io.ampwire.link;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: tasks run when a test advances it, in order of time and then of arrival. */
public final class ManualScheduler implements Scheduler {
  private static final int ENDLESS = 1_000_000;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(t -> t.at).thenComparingLong(t -> t.order));
  private long now = 5_000_000_000L;
  private long wallAhead = 1_795_374_000_000L;
  private long arrivals;

  private static final class Task implements Timer {
    private final long at;
    private final long order;
    private final Runnable work;
    private boolean cancelled;

    private Task(long at, long order, Runnable work) {
      this.at = at;
      this.order = order;
      this.work = work;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long wallMillis() {
    return wallAhead + now / 1_000_000;
  }

  /** The wall clock is set; monotonic time goes on. */
  public void setWall(long millis) {
    wallAhead = millis - now / 1_000_000;
  }

  @Override
  public void execute(Runnable task) {
    after(0, task);
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    Task later = new Task(now + Math.max(0, delayNanos), arrivals++, task);
    tasks.add(later);
    return later;
  }

  /** Runs what is due now. */
  public void settle() {
    advance(Duration.ZERO);
  }

  public void advance(long millis) {
    advance(Duration.ofMillis(millis));
  }

  /** Lets time pass and runs each task at its own time. */
  public void advance(Duration by) {
    long target = now + by.toNanos();
    for (int i = 0; i < ENDLESS; i++) {
      Task next = tasks.peek();
      if (next == null || next.at > target) {
        now = target;
        return;
      }
      tasks.remove();
      now = Math.max(now, next.at);
      if (!next.cancelled) {
        next.work.run();
      }
    }
    throw new IllegalStateException("tasks without end");
  }

  /** The process stands still, then goes on: nothing runs in between, everything is late. */
  public void suspend(Duration by) {
    now += by.toNanos();
    settle();
  }

  /** Whoever waited here is dead: nothing of it runs any more. */
  public void kill() {
    tasks.clear();
  }

  /** Tasks that wait and are not cancelled. */
  public long pending() {
    return tasks.stream().filter(t -> !t.cancelled).count();
  }
}
