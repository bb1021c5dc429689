package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryQueryTest {
  private static final long NOW = 1_795_374_000_000L;
  private static final long DAY = 86_400_000L;

  @Test
  void without_parameters_the_range_ends_now() {
    assertThat(HistoryQuery.range(null, null, NOW, 30))
        .isEqualTo(new HistoryViews.Range(NOW - 30 * DAY, NOW));
  }

  @Test
  void times_are_iso_dates_or_milliseconds() {
    assertThat(HistoryQuery.range("2026-11-22T19:00:00Z", "1795374000001", NOW, 1))
        .isEqualTo(new HistoryViews.Range(1_795_374_000_000L, 1_795_374_000_001L));
    assertThat(HistoryQuery.range("2026-11-22", "2026-11-22T20:00:00+01:00", NOW, 1))
        .isEqualTo(new HistoryViews.Range(1_795_305_600_000L, 1_795_374_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "",
        "-1",
        "9999999999999999",
        "2026-13-01",
        "+999999999-12-31T23:59:59Z",
        "2026-11-22T19:00:00",
        "1e3"
      })
  void another_time_is_refused_with_an_example(String given) {
    assertThatThrownBy(() -> HistoryQuery.range(given, null, NOW, 1))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("from: must be a time like 2026-11-22T19:00:00Z");
  }

  @Test
  void history_has_whole_minutes_and_a_day_has_1440() {
    assertThat(HistoryQuery.whole(new HistoryViews.Range(NOW + 1 - DAY, NOW + 1)))
        .isEqualTo(new HistoryViews.Range(NOW + 60_000 - DAY, NOW + 60_000));
    assertThat(HistoryQuery.whole(new HistoryViews.Range(NOW + 1, NOW + 2)))
        .isEqualTo(new HistoryViews.Range(NOW, NOW + 60_000));
  }

  @Test
  void an_empty_range_is_refused() {
    assertThatThrownBy(() -> HistoryQuery.range("5", "5", NOW, 1))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("from: must be earlier than to");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 5", "7, 15", "30, 60", "400, 1440"})
  void without_a_step_the_rows_fit_a_chart(int days, int minutes) {
    HistoryViews.Range range = HistoryQuery.range(null, null, NOW, days);
    assertThat(HistoryQuery.step(null, range)).isEqualTo(minutes);
  }

  @ParameterizedTest
  @CsvSource({"1m, 1", "15m, 15", "1h, 60", "24h, 1440", "1d, 1440", "90m, 90"})
  void a_step_is_a_number_and_a_unit(String given, int minutes) {
    assertThat(HistoryQuery.step(given, new HistoryViews.Range(0, DAY))).isEqualTo(minutes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "1s", "2d", "25h", "99999d", "m", "-5m", "1.5h"})
  void another_step_is_refused(String given) {
    assertThatThrownBy(() -> HistoryQuery.step(given, new HistoryViews.Range(0, DAY)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("step: must be 1m to 1d");
  }

  @Test
  void too_many_rows_are_refused_with_the_remedy() {
    assertThatThrownBy(() -> HistoryQuery.step("1m", new HistoryViews.Range(0, 9 * DAY)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("12960 steps; choose a larger step");
    assertThatThrownBy(() -> HistoryQuery.step(null, new HistoryViews.Range(0, NOW)))
        .isInstanceOf(BadRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10001", "-1", "ten", "100000"})
  void a_limit_has_a_bound(String given) {
    assertThatThrownBy(() -> HistoryQuery.limit(given)).isInstanceOf(BadRequestException.class);
  }
}
