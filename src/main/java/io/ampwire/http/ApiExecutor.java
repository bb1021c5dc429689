package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads that serve only the API, so that chargers, the broker and health never wait for it. There
 * are few threads and a short queue; a task that does not fit is refused with 503 at once. May be
 * used from any thread.
 */
@ApplicationScoped
public class ApiExecutor implements Executor {
  private static final int THREADS = 4;
  private static final int QUEUE = 256;
  private static final long RETRY_SECONDS = 1;

  private final ThreadPoolExecutor pool;
  private final ScheduledExecutorService timer;

  ApiExecutor() {
    pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE), named("api"));
    pool.allowCoreThreadTimeOut(true);
    timer = Executors.newSingleThreadScheduledExecutor(named("api-timer"));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
    pool.shutdownNow();
  }

  /** Runs a task, or throws {@link RejectedExecutionException} when the queue is full. */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /**
   * The result of blocking work, on the Vert.x context of the caller; fails with 503 when the queue
   * is full.
   */
  public <T> Uni<T> call(Supplier<T> work) {
    return onCallersContext(
            () ->
                Uni.createFrom()
                    .item(() -> Attempt.of(work))
                    .runSubscriptionOn(pool)
                    .onFailure(RejectedExecutionException.class)
                    .recoverWithItem(Attempt::refused))
        .onItem()
        .transformToUni(Attempt::outcome);
  }

  /**
   * Result or failure of a task. A failure is an item until the caller's context takes it, so that
   * the framework does not log the refusals of clients that left.
   */
  private record Attempt<T>(T result, RuntimeException failure) {
    static <T> Attempt<T> of(Supplier<T> work) {
      try {
        return new Attempt<>(work.get(), null);
      } catch (RuntimeException e) {
        return new Attempt<>(null, e);
      }
    }

    static <T> Attempt<T> refused() {
      return new Attempt<>(
          null,
          new ServiceUnavailableException(
              "too many requests at once; try again in " + RETRY_SECONDS + " s", RETRY_SECONDS));
    }

    Uni<T> outcome() {
      return failure == null ? Uni.createFrom().item(result) : Uni.createFrom().failure(failure);
    }
  }

  /** Completes after a time that holds no thread, on the Vert.x context of the caller. */
  public Uni<Void> pause(Duration time) {
    return time.isZero()
        ? Uni.createFrom().voidItem()
        : onCallersContext(
            () -> Uni.createFrom().voidItem().onItem().delayIt().onExecutor(timer).by(time));
  }

  /** The framework keeps what belongs to a request in its Vert.x context. */
  private static <T> Uni<T> onCallersContext(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context caller = Vertx.currentContext();
              return caller == null
                  ? work.get()
                  : work.get().emitOn(task -> caller.runOnContext(run -> task.run()));
            });
  }

  /** Runs a short task again and again until the returned future is cancelled. */
  Future<?> every(long millis, Runnable task) {
    return timer.scheduleAtFixedRate(task, 0, millis, TimeUnit.MILLISECONDS);
  }
}
