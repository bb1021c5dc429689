package io.ampwire.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All chargers: first each of them, then twice a second at most those that changed. */
final class FleetFeed implements Feed {
  private static final int QUIET_TURNS = 10;

  private final ChargerViews views;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private List<String> told = List.of();
  private boolean begun;
  private int quiet;

  FleetFeed(ChargerViews views) {
    this.views = views;
  }

  @Override
  public boolean changed(String charger) {
    changed.add(charger);
    return false;
  }

  @Override
  public synchronized Optional<Happening> next() {
    Set<String> now = Set.copyOf(changed);
    changed.removeAll(now);
    List<String> names = views.names();
    if (!begun || !names.equals(told)) {
      begun = true;
      told = names;
      return Optional.of(new Happening("chargers", views.chargers()));
    }
    if (!now.isEmpty()) {
      quiet = 0;
      return Optional.of(new Happening("changed", views.chargers(now)));
    }
    return ++quiet % QUIET_TURNS == 0 ? Optional.of(Happening.ALIVE) : Optional.empty();
  }

  @Override
  public Duration pace() {
    return Duration.ofMillis(500);
  }
}
