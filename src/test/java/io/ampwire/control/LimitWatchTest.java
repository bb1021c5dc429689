package io.ampwire.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.Bench;
import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.map.ControlMode;
import org.junit.jupiter.api.Test;

/** Whether the car keeps to the limit, and whether the charger watches its controller. */
class LimitWatchTest {
  private final Bench bench = new Bench();

  LimitWatchTest() {
    bench.mode = ControlMode.STANDING;
    bench.charger.registers().put("set_point", 10);
  }

  @Test
  void without_control_nothing_is_said_of_the_limit() {
    bench.online().scheduler.advance(60_000);
    assertThat(bench.sink.state().limitFollowed()).isEmpty();
  }

  @Test
  void half_a_minute_is_given_to_the_car_and_then_it_is_told_once() {
    bench.online().set("ems-1", 10);
    bench.scheduler.advance(27_000);
    assertThat(bench.sink.state().limitFollowed()).isEmpty();
    assertThat(bench.sink.events(Type.LIMIT_NOT_FOLLOWED)).isEmpty();
    bench.scheduler.advance(4_000);
    assertThat(bench.sink.state().limitFollowed()).contains(false);
    bench.scheduler.advance(120_000);
    assertThat(bench.sink.events(Type.LIMIT_NOT_FOLLOWED)).hasSize(1);
    assertThat(bench.sink.events(Type.LIMIT_NOT_FOLLOWED).get(0).details())
        .containsEntry("limit", 10L);
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void one_phase_above_is_enough_and_the_tolerance_is_not() {
    for (String phase : new String[] {"1", "2", "3"}) {
      Bench one = new Bench();
      one.mode = ControlMode.STANDING;
      one.charger.registers().put("current_phase_1", 9).put("current_phase_2", 9);
      one.charger.registers().put("current_phase_3", 9).put("current_phase_" + phase, 10.9);
      one.online().set("ems-1", 10);
      one.scheduler.advance(40_000);
      assertThat(one.sink.state().limitFollowed()).contains(true);
      one.charger.registers().put("current_phase_" + phase, 11.2);
      one.scheduler.advance(2_000);
      assertThat(one.sink.state().limitFollowed()).as("phase %s", phase).contains(false);
    }
  }

  @Test
  void a_car_that_follows_again_and_fails_again_is_told_again() {
    bench.online().set("ems-1", 20);
    bench.scheduler.advance(40_000);
    assertThat(bench.sink.state().limitFollowed()).contains(true);
    bench.charger.registers().put("current_phase_1", 25);
    bench.scheduler.advance(2_000);
    bench.charger.registers().put("current_phase_1", 16);
    bench.scheduler.advance(2_000);
    assertThat(bench.sink.state().limitFollowed()).contains(true);
    bench.charger.registers().put("current_phase_1", 25);
    bench.scheduler.advance(2_000);
    assertThat(bench.sink.events(Type.LIMIT_NOT_FOLLOWED)).hasSize(2);
  }

  @Test
  void a_pause_that_is_repeated_is_judged_all_the_same() {
    bench.online();
    for (int i = 0; i < 8; i++) {
      bench.set("ems-1", 0);
      bench.scheduler.advance(9_000);
    }
    assertThat(bench.sink.state().limitFollowed()).contains(false);
    assertThat(bench.sink.events(Type.LIMIT_NOT_FOLLOWED)).hasSize(1);
  }

  @Test
  void a_new_limit_gives_the_car_its_time_again() {
    bench.online().set("ems-1", 10);
    bench.scheduler.advance(40_000);
    bench.set("ems-1", 8);
    bench.scheduler.advance(5_000);
    assertThat(bench.sink.state().limitFollowed()).isEmpty();
    bench.scheduler.advance(30_000);
    assertThat(bench.sink.state().limitFollowed()).contains(false);
  }

  @Test
  void currents_that_cannot_be_read_say_nothing() {
    bench.online().set("ems-1", 10);
    for (int phase = 1; phase <= 3; phase++) {
      bench.charger.refuseRead("current_phase_" + phase, 4);
    }
    bench.scheduler.advance(60_000);
    assertThat(bench.sink.state().limitFollowed()).isEmpty();
  }

  @Test
  void supervision_is_confirmed_when_the_charger_consumes_the_lifebit() {
    bench.charger.clamp("lifebit", 0);
    bench.online().set("ems-1", 10);
    bench.scheduler.advance(3_000);
    assertThat(bench.sink.state().control().confirmed()).isTrue();
    bench.say("ems-1", "release");
    bench.scheduler.advance(2_000);
    assertThat(bench.sink.state().control().confirmed()).isFalse();
  }

  @Test
  void supervision_is_unconfirmed_while_the_lifebit_just_stays_set() {
    bench.online().set("ems-1", 10);
    bench.scheduler.advance(60_000);
    assertThat(bench.sink.state().control().confirmed()).isFalse();
    assertThat(bench.losses()).isEmpty();
  }
}
