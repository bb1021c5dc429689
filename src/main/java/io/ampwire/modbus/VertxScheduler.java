package io.ampwire.modbus;

import io.ampwire.link.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Scheduler on one Vert.x event loop. */
public final class VertxScheduler implements Scheduler {
  private final ContextInternal context;
  private final BooleanSupplier clockSet;

  public VertxScheduler(Context context) {
    this(context, () -> true);
  }

  /**
   * @param clockSet whether this machine reports that its clock is set; must not block
   */
  public VertxScheduler(Context context, BooleanSupplier clockSet) {
    this.context = (ContextInternal) context;
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
    // In whole milliseconds, so that one wake-up serves the timers that are due together.
    long millis = Math.max(1, (delayNanos + 999_999) / 1_000_000);
    // Netty's own timer: Vert.x would also enter each one in two maps.
    Future<?> timer =
        context
            .nettyEventLoop()
            .schedule(() -> context.dispatch(task), millis, TimeUnit.MILLISECONDS);
    return () -> timer.cancel(false);
  }
}
