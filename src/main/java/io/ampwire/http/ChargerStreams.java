package io.ampwire.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Streams that never queue. Only a hint that there is news crosses threads; what a client is sent
 * is written on a worker when the client can take it, and says how things are then. So a slow one
 * gets fewer events and never older ones, and a charger's own thread never encodes anything.
 */
@ApplicationScoped
public class ChargerStreams {
  private static final int MOST = 256;

  /** Who follows comes back by itself, and is asked then whether it still may. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Object HINT = new Object();

  private final ChargerViews views;
  private final AtomicInteger open = new AtomicInteger();

  ChargerStreams(ChargerViews views) {
    this.views = views;
  }

  Multi<Happening> charger(String id) {
    return of(new ChargerFeed(views, id));
  }

  Multi<Happening> fleet() {
    return of(new FleetFeed(views));
  }

  Multi<Happening> log() {
    return of(new LogFeed(views));
  }

  private Multi<Happening> of(Feed feed) {
    if (open.get() >= MOST) {
      throw new ServiceUnavailableException("there are " + MOST + " streams already");
    }
    return Multi.createFrom()
        .emitter(hints -> hint(hints, feed), BackPressureStrategy.LATEST)
        .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
        .map(hint -> feed.next())
        .select()
        .first(said -> !feed.over())
        .select()
        .where(Optional::isPresent)
        .map(Optional::get)
        .select()
        .first(LONGEST);
  }

  private void hint(MultiEmitter<? super Object> hints, Feed feed) {
    open.incrementAndGet();
    long pace = feed.pace().toMillis();
    Future<?> clock =
        Infrastructure.getDefaultWorkerPool()
            .scheduleAtFixedRate(() -> hints.emit(HINT), 0, pace, TimeUnit.MILLISECONDS);
    Runnable unwatch =
        views.watch(
            charger -> {
              if (feed.changed(charger)) {
                hints.emit(HINT);
              }
            });
    hints.onTermination(
        () -> {
          open.decrementAndGet();
          clock.cancel(false);
          unwatch.run();
        });
  }
}
