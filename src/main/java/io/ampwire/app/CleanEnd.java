package io.ampwire.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * Gives a process that a signal asked to stop the exit code of what became of it. The JVM alone
 * would report the signal (143) though everything was closed in order, and supervisors take that
 * for a failure. A stop that takes too long is reported as the JVM does it.
 */
final class CleanEnd {
  private static final long GRACE_SECONDS = 15;

  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  /** From now on a signal ends the process with the code that {@link #closed} is told. */
  void arm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::await, "clean end"));
  }

  /** Everything is closed. */
  void closed(int code) {
    closed.complete(code);
  }

  private void await() {
    try {
      int code = closed.get(GRACE_SECONDS, TimeUnit.SECONDS);
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.flush();
      }
      System.out.flush();
      System.err.flush();
      Runtime.getRuntime().halt(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException tooLong) {
      System.err.println("ampwire: not everything was closed in time");
    }
  }
}
