package io.ampwire.telemetry;

import io.ampwire.link.ManualScheduler;
import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Virtual time on which a task that is handed over runs at once, or behind the task that runs. For
 * tests of one thread.
 */
public final class InlineScheduler implements Scheduler {
  private final ManualScheduler time;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  public InlineScheduler(ManualScheduler time) {
    this.time = time;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public long wallMillis() {
    return time.wallMillis();
  }

  @Override
  public void execute(Runnable task) {
    waiting.addLast(task);
    if (!running) {
      running = true;
      try {
        while (!waiting.isEmpty()) {
          waiting.removeFirst().run();
        }
      } finally {
        running = false;
      }
    }
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    return time.after(delayNanos, () -> execute(task));
  }
}
