package io.ampwire.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One charger: an event per new state, until it leaves the inventory. */
final class ChargerFeed implements Feed {
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
  public Optional<Happening> next() {
    if (!fresh.getAndSet(false)) {
      return Optional.of(Happening.ALIVE);
    }
    Optional<Happening> state = views.charger(id).map(body -> new Happening("charger", body));
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
