package io.ampwire.modbus;

import io.ampwire.link.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Scheduler on one Vert.x event loop. */
public final class VertxScheduler implements Scheduler {
  private final Vertx vertx;
  private final Context context;
  private final BooleanSupplier clockSet;

  public VertxScheduler(Vertx vertx, Context context) {
    this(vertx, context, () -> true);
  }

  /**
   * @param clockSet whether this machine reports that its clock is set; must not block
   */
  public VertxScheduler(Vertx vertx, Context context, BooleanSupplier clockSet) {
    this.vertx = vertx;
    this.context = context;
    this.clockSet = clockSet;
  }

  @Override
  public long nanos() {
    return SteadyClock.nanos();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public OptionalLong trustedMillis() {
    return clockSet.getAsBoolean() ? Scheduler.super.trustedMillis() : OptionalLong.empty();
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(nothing -> task.run());
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    // A Vert.x timer fires on the context that sets it and takes whole milliseconds from 1 on.
    long millis = Math.max(1, (delayNanos + 999_999) / 1_000_000);
    if (Vertx.currentContext() == context) {
      long id = vertx.setTimer(millis, fired -> task.run());
      return () -> vertx.cancelTimer(id);
    }
    Deferred deferred = new Deferred(vertx);
    context.runOnContext(nothing -> deferred.set(millis, task));
    return deferred;
  }

  /** Timer requested from outside its event loop; it is set a moment later. */
  private static final class Deferred implements Timer {
    private final Vertx vertx;
    private boolean cancelled;
    private long id = -1;

    private Deferred(Vertx vertx) {
      this.vertx = vertx;
    }

    private synchronized void set(long millis, Runnable task) {
      if (!cancelled) {
        id = vertx.setTimer(millis, fired -> task.run());
      }
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      if (id >= 0) {
        vertx.cancelTimer(id);
      }
    }
  }
}
