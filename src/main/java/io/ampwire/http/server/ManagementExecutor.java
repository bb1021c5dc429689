package io.ampwire.http.server;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that run only health checks and metrics, so that neither waits for other work of the
 * process. May be used from any thread.
 */
@Singleton
public class ManagementExecutor implements Executor {
  private static final int THREADS = 2;
  private static final int QUEUE = 128;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(QUEUE),
          task -> {
            Thread thread = new Thread(task, "management");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  @PreDestroy
  void stop() {
    pool.shutdownNow();
  }
}
