package io.ampwire.faults;

import io.ampwire.link.Scheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A scheduler whose time runs faster than real; it remembers what it was asked to wait for. */
public final class FastClock implements Scheduler {
  private final Scheduler real;
  private final long factor;
  private final long origin;
  private final List<Long> waits = new CopyOnWriteArrayList<>();

  public FastClock(Scheduler real, int factor) {
    this.real = real;
    this.factor = factor;
    this.origin = real.nanos();
  }

  @Override
  public long nanos() {
    return origin + (real.nanos() - origin) * factor;
  }

  @Override
  public long wallMillis() {
    return real.wallMillis();
  }

  @Override
  public void execute(Runnable task) {
    real.execute(task);
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    waits.add(delayNanos);
    return real.after(delayNanos / factor, task);
  }

  /** Each delay that was asked for, ns of the fast time. */
  public List<Long> waits() {
    return List.copyOf(waits);
  }
}
