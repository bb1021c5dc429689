package io.ampwire.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong again and again does not drown what else there is to say. */
class ChargerLogTest {
  private static final ChargerId BAY = new ChargerId("bay-01");

  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<String> info = new ArrayList<>();
  private final List<String> warn = new ArrayList<>();
  private final ChargerLog log = new ChargerLog(scheduler, info::add, warn::add);

  @BeforeEach
  void start() {
    log.start();
  }

  @Test
  void a_change_is_one_line_with_its_reason() {
    offline("connection refused");
    online();
    assertThat(warn)
        .containsExactly("charger=bay-01 event=charger_offline reason=\"connection refused\"");
    assertThat(info).containsExactly("charger=bay-01 event=charger_online");
  }

  /** FAULTS S16. */
  @Test
  void a_charger_that_comes_and_goes_for_an_hour_costs_a_few_lines_each_five_minutes() {
    for (int i = 0; i < 600; i++) {
      offline("reset");
      scheduler.advance(3_000);
      online();
      scheduler.advance(3_000);
    }
    assertThat(warn).hasSizeBetween(12 * LogDeduplicator.FEW, 12 * LogDeduplicator.FEW + 4);
    assertThat(warn).filteredOn(line -> line.endsWith("(and 46 times before)")).hasSize(11);
    assertThat(info).hasSizeBetween(12 * LogDeduplicator.FEW, 12 * LogDeduplicator.FEW + 4);
  }

  /** FAULTS H12. */
  @Test
  void an_order_that_contradicts_a_map_is_information_once_for_the_map() {
    for (String bay : List.of("bay-01", "bay-02", "bay-03")) {
      contradicts(bay, "schneider-evlink-pro-ac");
    }
    contradicts("bay-04", "another-map");

    assertThat(warn).isEmpty();
    assertThat(info).hasSize(2);
    assertThat(info.get(0)).contains("charger=bay-01", "map=schneider-evlink-pro-ac");
    assertThat(info.get(1)).contains("charger=bay-04", "map=another-map");
  }

  private void contradicts(String bay, String map) {
    Map<String, Object> details = Map.of("map", map, "proved", "low-word-first");
    log.event(new ChargerId(bay), new ChargerEvent(Type.WORD_ORDER_CONTRADICTS_MAP, 0, details));
  }

  /** FAULTS S16. */
  @Test
  void a_charger_that_stays_away_is_named_again_every_five_minutes() {
    offline("the certificate is expired");
    scheduler.advance(Duration.ofMinutes(16).toMillis());
    assertThat(warn)
        .hasSize(4)
        .filteredOn("not answering (1): bay-01 (the certificate is expired)"::equals)
        .hasSize(3);
    online();
    scheduler.advance(Duration.ofMinutes(16).toMillis());
    assertThat(warn).hasSize(4);
  }

  @Test
  void of_many_that_stay_away_some_are_named_in_one_line() {
    for (int i = 0; i < 300; i++) {
      log.event(
          new ChargerId("bay-" + i),
          new ChargerEvent(Type.CHARGER_OFFLINE, 1, Map.of("reason", "x")));
    }
    warn.clear();
    scheduler.advance(Duration.ofMinutes(6).toMillis());
    assertThat(warn)
        .singleElement()
        .asString()
        .startsWith("not answering (300):")
        .endsWith("and others");
  }

  @Test
  void a_charger_that_left_the_inventory_is_not_missed() {
    offline("x");
    log.removed(BAY);
    scheduler.advance(Duration.ofMinutes(6).toMillis());
    assertThat(warn).hasSize(1);
  }

  private void offline(String reason) {
    log.event(BAY, new ChargerEvent(Type.CHARGER_OFFLINE, 1, Map.of("reason", reason)));
  }

  private void online() {
    log.event(BAY, new ChargerEvent(Type.CHARGER_ONLINE, 1, Map.of()));
  }
}
