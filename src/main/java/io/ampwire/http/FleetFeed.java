package io.ampwire.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Event feed of all chargers: first the whole fleet, then changes at most twice a second, and the
 * groups that share their limits at most once a second.
 */
final class FleetFeed implements EventFeed {
  private static final int QUIET_TURNS = 10;

  private final ChargerViews views;
  private final GroupViews groups;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private List<String> sent = List.of();
  private boolean begun;
  private int quiet;
  private long groupsAsOf;
  private boolean saidGroups;

  FleetFeed(ChargerViews views, GroupViews groups) {
    this.views = views;
    this.groups = groups;
  }

  @Override
  public boolean changed(String charger) {
    changed.add(charger);
    return false;
  }

  @Override
  public synchronized Optional<SseEvent> next() {
    if (begun && !saidGroups && groups.asOf() != groupsAsOf) {
      saidGroups = true;
      groupsAsOf = groups.asOf();
      return Optional.of(new SseEvent("groups", groups.groups()));
    }
    saidGroups = false;
    Set<String> now = Set.copyOf(changed);
    changed.removeAll(now);
    List<String> names = views.names();
    if (!begun || !names.equals(sent)) {
      begun = true;
      sent = names;
      return Optional.of(new SseEvent("chargers", views.chargers()));
    }
    if (!now.isEmpty()) {
      quiet = 0;
      return Optional.of(new SseEvent("changed", views.chargers(now)));
    }
    return ++quiet % QUIET_TURNS == 0 ? Optional.of(SseEvent.ALIVE) : Optional.empty();
  }

  @Override
  public Duration pace() {
    return Duration.ofMillis(500);
  }
}
