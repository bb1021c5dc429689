package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedTest {
  private final FakeViews views = new FakeViews();

  @Test
  void a_fleet_is_told_whole_first_and_then_only_what_changed() {
    FleetFeed feed = new FleetFeed(views, views);

    assertThat(text(feed.next())).isEqualTo("chargers: all [bay-01, bay-02]");
    assertThat(feed.next()).isEmpty();
    feed.changed("bay-02");
    feed.changed("bay-02");
    assertThat(text(feed.next())).isEqualTo("changed: some [bay-02]");
    assertThat(feed.next()).isEmpty();
  }

  @Test
  void a_fleet_is_told_whole_again_when_a_charger_came_or_left() {
    FleetFeed feed = new FleetFeed(views, views);
    feed.next();

    views.inventory("bay-01");

    assertThat(text(feed.next())).isEqualTo("chargers: all [bay-01]");
  }

  @Test
  void a_quiet_fleet_shows_a_sign_of_life_each_five_seconds() {
    FleetFeed feed = new FleetFeed(views, views);
    feed.next();

    for (int turn = 0; turn < 9; turn++) {
      assertThat(feed.next()).isEmpty();
    }

    assertThat(feed.next()).contains(SseEvent.ALIVE);
  }

  @Test
  void groups_are_told_when_their_state_is_newer_and_never_displace_the_chargers() {
    FleetFeed feed = new FleetFeed(views, views);
    feed.next();

    views.groupsAt(1);
    feed.changed("bay-01");

    assertThat(text(feed.next())).isEqualTo("groups: at 1");
    views.groupsAt(2);
    assertThat(text(feed.next())).isEqualTo("changed: some [bay-01]");
    assertThat(text(feed.next())).isEqualTo("groups: at 2");
    assertThat(feed.next()).isEmpty();
  }

  @Test
  void the_log_is_told_whole_first_and_then_only_what_is_new() {
    LogFeed feed = new LogFeed(views);

    assertThat(text(feed.next())).isEqualTo("log: since -1");
    assertThat(feed.next()).isEmpty();
    views.change("bay-01");
    assertThat(text(feed.next())).isEqualTo("more: since 0");
    assertThat(feed.next()).isEmpty();
  }

  @Test
  void a_charger_is_told_at_each_change_of_its_own() {
    ChargerFeed feed = new ChargerFeed(views, "bay-01");

    assertThat(text(feed.next())).isEqualTo("charger: bay-01 v0");
    assertThat(feed.changed("bay-02")).isFalse();
    assertThat(feed.next()).contains(SseEvent.ALIVE);
    views.change("bay-01");
    assertThat(feed.changed("bay-01")).isTrue();
    assertThat(text(feed.next())).isEqualTo("charger: bay-01 v1");
  }

  @Test
  void the_feed_of_a_charger_that_left_is_over() {
    ChargerFeed feed = new ChargerFeed(views, "bay-01");
    views.inventory("bay-02");

    assertThat(feed.next()).isEmpty();
    assertThat(feed.over()).isTrue();
  }

  private static String text(Optional<SseEvent> said) {
    SseEvent event = said.orElseThrow();
    return event.name() + ": " + new String(event.data(), StandardCharsets.UTF_8);
  }
}
