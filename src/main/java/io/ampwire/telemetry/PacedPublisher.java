package io.ampwire.telemetry;

import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publisher that limits the messages per second to the broker's quota and keeps their order. A
 * broker may drop messages above its quota and still return the probe message, so the probe does
 * not reveal such a loss. Used on the outbox's scheduler.
 */
public final class PacedPublisher implements Publisher {
  private final Publisher publisher;
  private final Scheduler scheduler;
  private final long gap;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long next;

  private record Waiting(Packet packet, CompletableFuture<Void> written) {}

  /**
   * @param scheduler the outbox's
   * @param perSecond largest number of messages per second
   */
  public PacedPublisher(Publisher publisher, Scheduler scheduler, int perSecond) {
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.gap = 1_000_000_000L / perSecond;
    this.next = scheduler.nanos();
  }

  @Override
  public Packet prepare(Document document) {
    Packet packet = publisher.prepare(document);
    return new Packet() {
      @Override
      public String topic() {
        return packet.topic();
      }

      @Override
      public int bytes() {
        return packet.bytes();
      }

      @Override
      public CompletionStage<Void> send() {
        return PacedPublisher.this.send(packet);
      }
    };
  }

  private CompletionStage<Void> send(Packet packet) {
    long now = scheduler.nanos();
    if (queue.isEmpty() && now - next >= 0) {
      next = now + gap;
      return packet.send();
    }
    Waiting waiting = new Waiting(packet, new CompletableFuture<>());
    queue.addLast(waiting);
    if (queue.size() == 1) {
      scheduler.after(next - now, this::sendNext);
    }
    return waiting.written();
  }

  private void sendNext() {
    Waiting first = queue.removeFirst();
    next = scheduler.nanos() + gap;
    if (!queue.isEmpty()) {
      scheduler.after(gap, this::sendNext);
    }
    first
        .packet()
        .send()
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                first.written().complete(null);
              } else {
                first.written().completeExceptionally(failure);
              }
            });
  }
}
