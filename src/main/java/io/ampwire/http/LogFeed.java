package io.ampwire.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Feed of the event log of all chargers: first the recent entries, then new ones at most twice a
 * second.
 */
final class LogFeed implements EventFeed {
  private static final int QUIET_TURNS = 10;

  private final ChargerViews views;
  private long sent = -1;
  private int quiet;

  LogFeed(ChargerViews views) {
    this.views = views;
  }

  @Override
  public boolean changed(String charger) {
    return false;
  }

  @Override
  public synchronized Optional<SseEvent> next() {
    boolean begun = sent >= 0;
    ChargerViews.News news = views.log(sent);
    if (begun && news.seen() == sent) {
      return ++quiet % QUIET_TURNS == 0 ? Optional.of(SseEvent.ALIVE) : Optional.empty();
    }
    sent = news.seen();
    quiet = 0;
    return Optional.of(new SseEvent(begun ? "more" : "log", news.entries()));
  }

  @Override
  public Duration pace() {
    return Duration.ofMillis(500);
  }
}
