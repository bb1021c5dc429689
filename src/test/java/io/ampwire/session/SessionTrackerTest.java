package io.ampwire.session;

import static io.ampwire.session.SessionBench.CHARGING;
import static io.ampwire.session.SessionBench.FREE;
import static io.ampwire.session.SessionBench.READY;
import static io.ampwire.session.SessionBench.UNAUTHORISED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.session.ChargingSession.Source;
import java.time.Duration;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SessionTrackerTest {
  private static final Offset<Double> TEN_WATT_HOURS = within(0.010);

  private final MemoryStore store = new MemoryStore();
  private final SessionBench bench = new SessionBench(store);

  private double energy() {
    return bench.last().energy().total().orElseThrow() / 1000;
  }

  @Test
  void a_session_lasts_from_the_arrival_of_a_car_to_its_departure() {
    bench.pass(25, FREE, 0);
    double before = bench.meter;
    bench.pass(20, UNAUTHORISED, 0);
    bench.pass(10, READY, 0);
    bench.pass(605, CHARGING, 11);
    bench.pass(40, READY, 0);
    assertThat(bench.last().over()).isFalse();
    assertThat(bench.events(Type.SESSION_ENDED)).isEmpty();
    bench.pass(20, FREE, 0);

    ChargingSession session = bench.last();
    assertThat(session.over()).isTrue();
    assertThat(session.complete()).isTrue();
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
    assertThat(session.energy().from()).hasValue(Source.COUNTER);
    assertThat(session.energy().meterStart().orElseThrow()).isEqualTo(1_000_000);
    assertThat(session.times().duration()).isEqualTo(Duration.ofSeconds(675));
    assertThat(session.times().charging()).isEqualTo(Duration.ofSeconds(605));
    assertThat(session.times().chargingStarted().orElseThrow() - session.times().started())
        .isEqualTo(30_000);
    assertThat(session.maxPower().orElseThrow()).isEqualTo(11);
    assertThat(session.stopCause()).hasValue(new ChargingSession.StopCause(2, "ev_disconnected"));
    assertThat(bench.events(Type.SESSION_STARTED)).hasSize(1);
    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(1);
    assertThat(bench.events(Type.SESSION_ENDED).get(0).details())
        .containsAllEntriesOf(session.fields())
        .containsEntry("ev_state", 2L);
    assertThat(store.open).isEmpty();
  }

  @Test
  void the_last_kilowatt_seconds_count_although_the_counter_is_read_every_tenth_second() {
    bench.pass(12, FREE, 0);
    double before = bench.meter;
    bench.pass(97, CHARGING, 22);
    // Unplugged under load: the counter was last read some seconds ago.
    bench.pass(15, FREE, 0);

    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
    assertThat(bench.last().times().duration()).isEqualTo(Duration.ofSeconds(97));
  }

  @Test
  void without_a_lifetime_counter_the_chargers_own_counter_of_the_session_counts() {
    bench.withoutMeter();
    bench.counter = 6946; // of the session before
    bench.pass(5, FREE, 0);
    bench.pass(5, UNAUTHORISED, 0);
    bench.counter = 0;
    bench.pass(300, CHARGING, 7.4);
    double charged = bench.counter;
    bench.pass(5, FREE, 0);

    assertThat(bench.last().energy().from()).hasValue(Source.SESSION_COUNTER);
    assertThat(energy()).isCloseTo(charged / 1000, TEN_WATT_HOURS);
    assertThat(bench.last().energy().meterStart()).isEmpty();
  }

  @Test
  void without_any_counter_power_is_integrated() {
    bench.withoutMeter().withoutCounter();
    bench.pass(5, FREE, 0);
    double before = bench.meter;
    bench.pass(300, CHARGING, 7.4);
    bench.pass(5, FREE, 0);

    assertThat(bench.last().energy().from()).hasValue(Source.INTEGRATED);
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
  }

  @Test
  void a_car_that_was_there_first_makes_an_incomplete_session_with_the_chargers_count() {
    bench.counter = 5000;
    bench.pass(60, CHARGING, 11);
    double charged = bench.counter;
    bench.pass(15, FREE, 0);

    assertThat(bench.last().complete()).isFalse();
    assertThat(energy()).isCloseTo(charged / 1000, TEN_WATT_HOURS);
  }

  @Test
  void a_short_gap_changes_nothing() {
    bench.pass(15, FREE, 0);
    double before = bench.meter;
    bench.pass(60, CHARGING, 11);
    bench.offline();
    bench.unseen(25, 11);
    bench.pass(60, CHARGING, 11);
    bench.pass(15, FREE, 0);

    assertThat(bench.events(Type.SESSION_STARTED)).hasSize(1);
    assertThat(bench.last().complete()).isTrue();
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
  }

  @Test
  void a_departure_or_an_arrival_in_a_short_gap_was_not_seen() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.offline();
    bench.unseen(20, 0);
    bench.pass(15, FREE, 0);
    assertThat(bench.last().over()).isTrue();
    assertThat(bench.last().complete()).isFalse();

    bench.offline();
    bench.unseen(20, 0);
    double before = bench.meter;
    bench.pass(60, CHARGING, 11);
    bench.pass(15, FREE, 0);
    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(2);
    assertThat(bench.last().complete()).isFalse();
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
  }

  @Test
  void a_long_gap_through_which_both_counters_advance_alike_is_one_session() {
    bench.pass(15, FREE, 0);
    double before = bench.meter;
    bench.pass(300, CHARGING, 11);
    bench.offline();
    bench.unseen(7200, 11);
    bench.pass(60, CHARGING, 11);
    bench.pass(15, FREE, 0);

    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(1);
    assertThat(bench.last().complete()).isTrue();
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
  }

  @Test
  void a_long_gap_without_such_a_proof_makes_the_session_incomplete() {
    bench.withoutCounter();
    bench.pass(15, FREE, 0);
    bench.pass(300, CHARGING, 11);
    bench.offline();
    bench.unseen(7200, 11);
    bench.pass(60, CHARGING, 11);
    assertThat(bench.last().complete()).isFalse();
    bench.pass(15, FREE, 0);
    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(1);
    assertThat(bench.last().complete()).isFalse();
  }

  @Test
  void another_car_after_a_gap_splits_the_energy_by_its_own_counter() {
    bench.pass(15, FREE, 0);
    double first = bench.meter;
    bench.pass(300, CHARGING, 11);
    bench.offline();
    bench.unseen(600, 11);
    double second = bench.meter;
    bench.counter = 0;
    bench.unseen(60, 7);
    bench.pass(60, CHARGING, 7);
    bench.pass(15, FREE, 0);

    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(2);
    assertThat(bench.events(Type.SESSION_ENDED))
        .allMatch(event -> event.details().get("complete").equals(false));
    assertThat((Double) bench.events(Type.SESSION_ENDED).get(0).details().get("energy"))
        .isCloseTo((second - first) / 1000, TEN_WATT_HOURS);
    assertThat(energy()).isCloseTo((bench.meter - second) / 1000, TEN_WATT_HOURS);
  }

  /** Its counter shows the session before until the car is authorised. */
  @Test
  void a_car_that_is_authorised_during_a_gap_is_not_another_car() {
    bench.counter = 6946;
    bench.pass(15, FREE, 0);
    double before = bench.meter;
    bench.pass(30, UNAUTHORISED, 0);
    bench.offline();
    bench.counter = 0;
    bench.unseen(600, 11);
    bench.pass(60, CHARGING, 11);
    bench.pass(15, FREE, 0);

    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(1);
    assertThat(bench.last().complete()).isFalse();
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
  }

  @Test
  void a_car_that_left_during_a_gap_makes_the_session_incomplete() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.offline();
    bench.unseen(3600, 0);
    bench.pass(15, FREE, 0);

    assertThat(bench.last().over()).isTrue();
    assertThat(bench.last().complete()).isFalse();
  }

  /** FAULTS S28. */
  @Test
  void a_jump_of_the_wall_clock_changes_the_stamps_but_no_duration() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.scheduler.setWall(bench.scheduler.wallMillis() + 86_400_000);
    bench.pass(60, CHARGING, 11);
    bench.scheduler.setWall(bench.scheduler.wallMillis() - 7_200_000);
    bench.pass(15, FREE, 0);

    assertThat(bench.last().complete()).isTrue();
    assertThat(bench.last().times().duration()).isEqualTo(Duration.ofSeconds(120));
    assertThat(bench.last().times().charging()).isEqualTo(Duration.ofSeconds(120));
  }

  @Test
  void a_fault_or_an_unknown_code_neither_begins_nor_ends_a_session() {
    bench.pass(15, FREE, 0);
    bench.pass(5, 11, 0);
    bench.pass(5, 1, 0);
    assertThat(bench.sessions).isEmpty();
    bench.pass(5, READY, 0);
    bench.pass(5, 11, 0);
    bench.pass(5, 77, 0);
    bench.pass(5, READY, 0);
    assertThat(bench.events(Type.SESSION_STARTED)).hasSize(1);
    assertThat(bench.events(Type.SESSION_ENDED)).isEmpty();
  }

  @Test
  void a_charger_that_dies_as_the_car_leaves_still_ends_the_session() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.pass(1, FREE, 0);
    bench.offline();
    assertThat(bench.events(Type.SESSION_ENDED)).isEmpty();
    bench.unseen(60, 0);
    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(1);
    assertThat(bench.last().complete()).isTrue();
  }

  @Test
  void a_process_that_dies_and_comes_back_soon_continues_the_session() {
    bench.pass(15, FREE, 0);
    double before = bench.meter;
    bench.pass(90, CHARGING, 11);
    String id = bench.last().id();
    die(3, 11);
    bench.pass(90, CHARGING, 11);
    bench.pass(15, FREE, 0);

    assertThat(bench.last().id()).isEqualTo(id);
    assertThat(bench.last().complete()).isTrue();
    assertThat(bench.events(Type.SESSION_STARTED)).hasSize(1);
    assertThat(energy()).isCloseTo((bench.meter - before) / 1000, TEN_WATT_HOURS);
    assertThat(bench.last().times().charging()).isEqualTo(Duration.ofSeconds(183));
  }

  /** FAULTS S27. */
  @Test
  void a_session_that_ended_while_the_process_was_dead_ends_once_and_incomplete() {
    bench.pass(15, FREE, 0);
    bench.pass(90, CHARGING, 11);
    die(600, 0);
    bench.pass(15, FREE, 0);
    die(3, 0);
    bench.pass(15, FREE, 0);

    assertThat(bench.events(Type.SESSION_ENDED)).hasSize(1);
    assertThat(bench.last().complete()).isFalse();
    assertThat(bench.last().over()).isTrue();
  }

  @Test
  void a_departure_seen_before_a_death_keeps_its_time() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.pass(2, FREE, 0);
    long left = bench.scheduler.wallMillis() - 1000;
    bench.tracker.close();
    die(600, 0);
    bench.pass(15, FREE, 0);

    assertThat(bench.last().times().ended()).hasValue(left);
    assertThat(bench.last().complete()).isTrue();
  }

  @Test
  void a_charger_that_leaves_the_inventory_ends_its_session_without_an_event() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.tracker.removed(SessionBench.BAY);

    assertThat(store.open).isEmpty();
    assertThat(store.last.get(SessionBench.BAY).complete()).isFalse();
    assertThat(bench.events(Type.SESSION_ENDED)).isEmpty();
  }

  @Test
  void a_session_in_progress_is_reported_each_minute_while_it_changes() {
    bench.pass(15, FREE, 0);
    bench.pass(600, CHARGING, 11);
    int while_charging = bench.sessions.size();
    bench.pass(600, READY, 0);
    assertThat(while_charging).isBetween(9, 13);
    assertThat(bench.sessions.size() - while_charging).isLessThanOrEqualTo(2);
  }

  @Test
  void whenever_a_car_leaves_its_end_is_reported_once_and_with_its_cause() {
    for (int charged = 50; charged < 120; charged++) {
      SessionBench one = new SessionBench(new MemoryStore());
      one.pass(15, FREE, 0);
      one.pass(charged, CHARGING, 11);
      one.pass(30, FREE, 0);
      assertThat(one.sessions.stream().filter(ChargingSession::over))
          .as("charged for %d s", charged)
          .hasSize(1)
          .allMatch(session -> session.stopCause().isPresent());
    }
  }

  @Test
  void minutes_hold_means_weighted_by_time_and_energy_adds_up() {
    bench.scheduler.setWall(1_795_374_000_000L);
    bench.pass(30, FREE, 0);
    double before = bench.meter;
    bench.pass(150, CHARGING, 9);
    bench.pass(60, FREE, 0);

    assertThat(bench.minutes).hasSizeBetween(3, 4);
    MinuteRow half = bench.minutes.get(0);
    assertThat((double) half.power()).isCloseTo(9 / 2.0, within(0.2));
    assertThat((double) half.currents()[2]).isCloseTo(9 / 0.69 / 2, within(0.3));
    assertThat(half.limit()).isEqualTo(16);
    assertThat(bench.minutes.get(1).power()).isEqualTo(9);
    assertThat(bench.minutes.get(1).seconds()).isEqualTo(60);
    double sum = bench.minutes.stream().mapToDouble(MinuteRow::energy).sum();
    assertThat(sum).isCloseTo(bench.meter - before, within(3.0));
  }

  @Test
  void a_minute_without_polls_has_no_row_and_a_short_one_says_so() {
    bench.scheduler.setWall(1_795_374_000_000L);
    bench.pass(70, CHARGING, 9);
    bench.offline();
    bench.unseen(150, 9);
    bench.pass(90, CHARGING, 9);

    assertThat(bench.minutes)
        .extracting(row -> row.minute() - 1_795_374_000_000L / 60_000)
        .containsExactly(0L, 1L, 3L, 4L);
    assertThat(bench.minutes.get(1).seconds()).isBetween(9, 11);
  }

  @Test
  void a_departure_before_a_death_ends_the_session_although_the_charger_never_answers_again() {
    bench.pass(15, FREE, 0);
    bench.pass(60, CHARGING, 11);
    bench.pass(2, FREE, 0);
    long left = bench.scheduler.wallMillis() - 1000;
    bench.tracker.close();
    die(600, 0);
    bench.scheduler.advance(60_000);

    assertThat(bench.last().times().ended()).hasValue(left);
    assertThat(store.open).isEmpty();
  }

  private void die(int seconds, double kilowatts) {
    store.alive = OptionalLong.of(bench.scheduler.wallMillis());
    bench.scheduler.kill();
    bench.unseen(seconds, kilowatts);
    bench.start(store);
  }
}
