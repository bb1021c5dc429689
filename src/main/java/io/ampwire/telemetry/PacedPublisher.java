package io.ampwire.telemetry;

import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes no more in a second than the broker takes: one that throws away what is above that
 * would bring back the mark behind it all the same. Order is kept. May be used from any thread.
 */
public final class PacedPublisher implements Publisher {
  private final Publisher publisher;
  private final Scheduler scheduler;
  private final long gap;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long next;

  private record Waiting(Document document, CompletableFuture<Void> written) {}

  /**
   * @param perSecond documents that are handed on in a second, at most
   */
  public PacedPublisher(Publisher publisher, Scheduler scheduler, int perSecond) {
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.gap = 1_000_000_000L / perSecond;
    this.next = scheduler.nanos();
  }

  @Override
  public synchronized CompletionStage<Void> publish(Document document) {
    long now = scheduler.nanos();
    if (queue.isEmpty() && now - next >= 0) {
      next = now + gap;
      return publisher.publish(document);
    }
    Waiting waiting = new Waiting(document, new CompletableFuture<>());
    queue.addLast(waiting);
    if (queue.size() == 1) {
      scheduler.after(next - now, this::handOn);
    }
    return waiting.written();
  }

  private void handOn() {
    Waiting first;
    CompletionStage<Void> written;
    synchronized (this) {
      first = queue.removeFirst();
      written = publisher.publish(first.document());
      next = scheduler.nanos() + gap;
      if (!queue.isEmpty()) {
        scheduler.after(gap, this::handOn);
      }
    }
    // Whoever waits takes locks of its own, so it is told without ours.
    written.whenComplete(
        (nothing, failure) -> {
          if (failure == null) {
            first.written().complete(null);
          } else {
            first.written().completeExceptionally(failure);
          }
        });
  }
}
