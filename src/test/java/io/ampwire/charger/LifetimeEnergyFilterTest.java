package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import io.ampwire.map.Evlink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeEnergyFilterTest {
  private static final int TOTAL = Evlink.MAP.position("energy_active_total");
  private static final int SESSION = Evlink.MAP.position("session_energy");
  private static final long SECOND = 1_000_000_000L;

  private final LifetimeEnergyFilter filter = new LifetimeEnergyFilter(Evlink.MAP);
  private long now = 77 * SECOND;

  /** What is published of a total that reads so, ten seconds later; -1 for no value. */
  private long total(long wattHours) {
    return at(TOTAL, new Reading.Whole(wattHours), 10);
  }

  private long at(int position, Reading reading, int secondsLater) {
    now += secondsLater * SECOND;
    Reading[] readings = new Reading[Evlink.MAP.points().size()];
    Arrays.fill(readings, Reading.NOT_READ);
    readings[position] = reading;
    Reading published = filter.filter(readings, now)[position];
    return published instanceof Reading.Whole whole ? whole.value() : -1;
  }

  private List<Long> totals(long... wattHours) {
    List<Long> published = new ArrayList<>();
    for (long one : wattHours) {
      published.add(total(one));
    }
    return published;
  }

  /** FAULTS R10. The readings of a reported charger: a lost high word, then zeros. */
  @Test
  void a_total_that_dips_and_returns_is_held_back_and_never_published() {
    assertThat(totals(281_488, 281_514, 216_005, 216_031, 281_567, 281_593, 0, 0, 281_646))
        .containsExactly(281_488L, 281_514L, -1L, -1L, 281_567L, 281_593L, -1L, -1L, 281_646L);
  }

  /** FAULTS R10. */
  @Test
  void a_leap_that_no_charger_can_deliver_is_held_back_too() {
    assertThat(totals(281_514, 281_567 + 65_536, 281_593, 281_620))
        .containsExactly(281_514L, -1L, 281_593L, 281_620L);
    assertThat(at(TOTAL, new Reading.Whole(781_620), 3_600)).as("half a megawatt").isPositive();
  }

  /** FAULTS R10. */
  @Test
  void a_counter_that_really_starts_anew_is_published_after_a_minute() {
    assertThat(totals(281_514, 3, 3, 5, 9, 9, 30, 31))
        .containsExactly(281_514L, -1L, -1L, -1L, -1L, -1L, -1L, 31L);
    assertThat(totals(40)).containsExactly(40L);
  }

  /** FAULTS R10. */
  @Test
  void zero_at_the_first_poll_waits() {
    assertThat(totals(0, 281_514)).containsExactly(-1L, 281_514L);
    filter.reset();
    assertThat(totals(0, 0, 0, 0, 0, 0, 0, 12))
        .containsExactly(-1L, -1L, -1L, -1L, -1L, -1L, 0L, 12L);
  }

  @Test
  void jumps_after_each_other_begin_the_minute_anew() {
    assertThat(totals(281_514, 0, 0, 0, 0, 216_000, 216_010, 216_020))
        .containsExactly(281_514L, -1L, -1L, -1L, -1L, -1L, -1L, -1L);
    assertThat(total(281_600)).isEqualTo(281_600);
  }

  @Test
  void a_pause_without_readings_changes_nothing_and_a_new_device_begins_anew() {
    assertThat(total(281_514)).isEqualTo(281_514);
    assertThat(at(TOTAL, Reading.NOT_READ, 600)).isEqualTo(-1);
    assertThat(total(5_000)).isEqualTo(-1);
    filter.reset();
    assertThat(total(5_000)).isEqualTo(5_000);
  }

  @Test
  void a_session_counter_may_start_anew_at_any_time() {
    assertThat(at(SESSION, new Reading.Whole(6_946), 10)).isEqualTo(6_946);
    assertThat(at(SESSION, new Reading.Whole(0), 10)).isZero();
  }

  /** FAULTS R10. */
  @Test
  void a_lane_publishes_no_dip_and_reports_no_reset() {
    Bench bench = new Bench();
    bench.charger.registers().put("energy_active_total", 281_514);
    bench.online();
    bench.scheduler.advance(25_000);
    bench.charger.registers().put("energy_active_total", 0);
    bench.scheduler.advance(25_000);
    bench.charger.registers().put("energy_active_total", 281_567);
    bench.scheduler.advance(25_000);

    List<Double> totals =
        bench.sink.states().stream()
            .map(state -> state.reading("energy_active_total").number())
            .filter(total -> !total.isNaN())
            .distinct()
            .toList();
    assertThat(totals).containsExactly(281_514.0, 281_567.0);
    assertThat(bench.sink.events(Type.COUNTER_RESET)).isEmpty();
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
  }
}
