package io.ampwire.control;

import io.ampwire.link.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Continuation that runs when a task elsewhere completes or a timeout expires. A hanging disk must
 * not delay a decrease.
 */
final class AwaitOrTimeout {
  private static final long LONGEST = 1_000_000_000L;

  private final Scheduler scheduler;

  AwaitOrTimeout(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs the continuation on the lane's thread, at once if there is nothing to wait for. */
  void ready(CompletionStage<Void> elsewhere, Runnable rest) {
    CompletableFuture<Void> done = elsewhere.toCompletableFuture();
    if (done.isDone()) {
      rest.run();
      return;
    }
    boolean[] begun = new boolean[1];
    Runnable first =
        () -> {
          if (!begun[0]) {
            begun[0] = true;
            rest.run();
          }
        };
    Scheduler.Timer limit = scheduler.after(LONGEST, first);
    done.whenComplete(
        (nothing, failure) ->
            scheduler.execute(
                () -> {
                  limit.cancel();
                  first.run();
                }));
  }
}
