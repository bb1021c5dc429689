package io.ampwire.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * Shutdown hook that gives a process stopped by a signal the exit code of its own shutdown. The JVM
 * alone reports the signal (143) even after an orderly stop, and supervisors count that as a
 * failure. A stop that exceeds the grace period ends as the JVM ends it.
 *
 * <p>The hook runs on a thread of its own while the main thread stops the application.
 */
final class ExitCodeHook {
  /** Message of a process that is stopped before the bridge runs. */
  static final String INTERRUPTED = "ampwire stopped while starting";

  private static final long GRACE_SECONDS = 15;

  private final Runnable last;
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private volatile boolean working;

  /**
   * @param last runs before the process ends, after everything is closed
   */
  ExitCodeHook(Runnable last) {
    this.last = last;
  }

  /**
   * Arms the hook: from now on a signal ends the process with the code given to {@link #closed}.
   */
  void arm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::await, "exit-code"));
  }

  /** Marks the process as running: connections, files and control of chargers need to be closed. */
  void working() {
    working = true;
  }

  /** Whether the JVM is shutting down. The JVM shows this only by refusing further hooks. */
  boolean stopping() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException shutdownInProgress) {
      return true;
    }
  }

  /** Reports that everything is closed; the process ends with this code. */
  void closed(int code) {
    closed.complete(code);
  }

  private void await() {
    if (!working && !closed.isDone()) {
      // The framework cannot be stopped while it starts. The bridge has opened nothing yet.
      System.err.println(INTERRUPTED);
      halt(0);
    }
    try {
      halt(closed.get(GRACE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException tooLong) {
      System.err.println(
          "ampwire: shutdown exceeded " + GRACE_SECONDS + " s, some parts still open");
    }
  }

  private void halt(int code) {
    last.run();
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.flush();
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
