package io.ampwire.http;

import java.time.Duration;
import java.util.Optional;

/** What happens at all chargers: first what lately did, then twice a second at most what is new. */
final class LogFeed implements Feed {
  private static final int QUIET_TURNS = 10;

  private final ChargerViews views;
  private long told = -1;
  private int quiet;

  LogFeed(ChargerViews views) {
    this.views = views;
  }

  @Override
  public boolean changed(String charger) {
    return false;
  }

  @Override
  public synchronized Optional<Happening> next() {
    boolean begun = told >= 0;
    ChargerViews.News news = views.log(told);
    if (begun && news.seen() == told) {
      return ++quiet % QUIET_TURNS == 0 ? Optional.of(Happening.ALIVE) : Optional.empty();
    }
    told = news.seen();
    quiet = 0;
    return Optional.of(new Happening(begun ? "more" : "log", news.entries()));
  }

  @Override
  public Duration pace() {
    return Duration.ofMillis(500);
  }
}
