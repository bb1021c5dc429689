package io.ampwire.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Server-sent event streams without a queue. Only the hint that something changed crosses threads.
 * An API thread encodes an event from the current state once the client can take it. A slow client
 * gets fewer events but never older ones, and a charger's own thread never encodes anything.
 */
@ApplicationScoped
public class ChargerStreams {
  private static final Logger LOG = Logger.getLogger(ChargerStreams.class);

  /**
   * Longest duration of a stream. The client then reconnects by itself, and its rights are checked
   * again.
   */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Object HINT = new Object();

  private final ChargerViews views;
  private final GroupViews groups;
  private final ApiExecutor threads;
  private final StreamQuota quota = new StreamQuota();

  ChargerStreams(ChargerViews views, GroupViews groups, ApiExecutor threads) {
    this.views = views;
    this.groups = groups;
    this.threads = threads;
  }

  Multi<SseEvent> charger(String id, StreamOwner owner) {
    return of(new ChargerFeed(views, id), owner);
  }

  Multi<SseEvent> fleet(StreamOwner owner) {
    return of(new FleetFeed(views, groups), owner);
  }

  Multi<SseEvent> log(StreamOwner owner) {
    return of(new LogFeed(views), owner);
  }

  private Multi<SseEvent> of(EventFeed feed, StreamOwner owner) {
    quota.check(owner);
    return Multi.createFrom()
        .emitter(hints -> hint(hints, feed, owner), BackPressureStrategy.LATEST)
        .emitOn(threads, 1)
        .map(hint -> feed.next())
        .onFailure(fault -> !(fault instanceof RejectedExecutionException))
        .invoke(fault -> LOG.error("a stream failed", fault))
        .select()
        .first(event -> !feed.over())
        .select()
        .where(Optional::isPresent)
        .map(Optional::get)
        .select()
        .first(LONGEST);
  }

  private void hint(MultiEmitter<? super Object> hints, EventFeed feed, StreamOwner owner) {
    quota.take(owner);
    Future<?> clock = threads.every(feed.pace().toMillis(), () -> hints.emit(HINT));
    Runnable unwatch =
        views.watch(
            charger -> {
              if (feed.changed(charger)) {
                hints.emit(HINT);
              }
            });
    hints.onTermination(
        () -> {
          quota.release(owner);
          clock.cancel(false);
          unwatch.run();
        });
  }
}
