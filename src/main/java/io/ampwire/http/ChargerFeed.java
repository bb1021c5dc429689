package io.ampwire.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Event feed of one charger: one event per new state, until the charger leaves the inventory. */
final class ChargerFeed implements EventFeed {
  private final ChargerViews views;
  private final String id;
  private final AtomicBoolean fresh = new AtomicBoolean(true);
  private volatile boolean gone;

  ChargerFeed(ChargerViews views, String id) {
    this.views = views;
    this.id = id;
  }

  @Override
  public boolean changed(String charger) {
    boolean mine = charger.equals(id);
    if (mine) {
      fresh.set(true);
    }
    return mine;
  }

  @Override
  public Optional<SseEvent> next() {
    if (!fresh.getAndSet(false)) {
      return Optional.of(SseEvent.ALIVE);
    }
    Optional<SseEvent> state = views.charger(id).map(body -> new SseEvent("charger", body));
    gone = state.isEmpty();
    return state;
  }

  @Override
  public Duration pace() {
    return Duration.ofSeconds(5);
  }

  @Override
  public boolean over() {
    return gone;
  }
}
