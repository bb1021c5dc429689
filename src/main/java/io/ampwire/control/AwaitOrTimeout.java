package io.ampwire.control;

import io.ampwire.link.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Goes on once something is done elsewhere, or has taken too long: a disk that hangs must not keep
 * a decrease from the charger.
 */
final class AwaitOrTimeout {
  private static final long LONGEST = 1_000_000_000L;

  private final Scheduler scheduler;

  AwaitOrTimeout(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs the rest on the lane's thread, at once if there is nothing to wait for. */
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
