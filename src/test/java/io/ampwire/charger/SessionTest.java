package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Outcome;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A set point for a charger without a session must hold once there is one. */
class SessionTest {
  private static final int NO_SESSION = 99;
  private static final int NO_CAR = 2;
  private static final int PLUGGED = 5;
  private static final int CHARGING = 8;

  private final Bench bench = new Bench();

  @BeforeEach
  void nobody_is_plugged_in() {
    bench.mode = ControlMode.STANDING;
    bench.charger.registers().idle().put("set_point", NO_SESSION);
    bench.charger.keep("set_point", true);
  }

  @Test
  void without_a_session_the_command_is_applied_and_not_verified() {
    bench.online();
    assertThat(bench.set("ems-1", 10))
        .isEqualTo(new Outcome.Applied(false, Optional.of(Decimal.of(10)), Optional.empty()));
    assertThat(bench.sink.events(Type.CONTROL_TAKEN)).hasSize(1);
    bench.scheduler.advance(Duration.ofMinutes(3));
    assertThat(bench.amps()).containsExactly(10);
    assertThat(bench.charger.writes("lifebit")).hasSizeGreaterThan(85);
  }

  @Test
  void at_plug_in_and_at_session_start_it_is_written_and_read_back_within_one_poll() {
    waitingAt10();
    session(PLUGGED, 32);
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(10);
    assertThat(bench.charger.registers().word(setPoint())).isEqualTo(10);
    bench.scheduler.advance(60_000);
    bench.charger.forget();
    session(CHARGING, 32);
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(10);
    assertThat(bench.charger.registers().word(setPoint())).isEqualTo(10);
    bench.scheduler.advance(60_000);
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.amps()).containsExactly(10);
  }

  @Test
  void a_session_that_starts_while_the_register_still_says_99_is_written_too() {
    waitingAt10();
    bench.charger.registers().put("ev_state", PLUGGED);
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(10);
    bench.charger.registers().put("ev_state", CHARGING);
    bench.scheduler.advance(3000);
    assertThat(bench.amps()).containsExactly(10, 10);
    bench.charger.keep("set_point", false).registers().put("set_point", 32);
    bench.scheduler.advance(1100);
    assertThat(bench.charger.registers().word(setPoint())).isEqualTo(10);
  }

  @Test
  void a_session_that_starts_right_behind_the_plug_in_is_written_too() {
    for (int gap = 0; gap < 3000; gap += 210) {
      Bench one = new Bench();
      one.mode = ControlMode.STANDING;
      one.charger.registers().idle().put("set_point", NO_SESSION);
      one.charger.keep("set_point", true);
      one.online().set("ems-1", 10);
      one.scheduler.advance(5000);
      one.charger.registers().put("ev_state", PLUGGED);
      one.scheduler.advance(1100 + gap);
      one.charger.registers().put("ev_state", CHARGING);
      one.scheduler.advance(4000);
      assertThat(one.amps()).as("gap %d ms", gap).containsExactly(10, 10, 10);
    }
  }

  @Test
  void a_session_that_starts_while_another_command_is_written_is_not_forgotten() {
    waitingAt10();
    bench.charger.refresh(1000);
    for (int i = 0; i < 6; i++) {
      bench.send("degraded_set_point_mono", 6 + i % 2);
    }
    bench.scheduler.advance(300);
    bench.charger.refresh(0);
    session(PLUGGED, 32);
    bench.scheduler.advance(2400);
    assertThat(bench.amps()).containsExactly(10);
  }

  @Test
  void without_control_nothing_is_written_at_a_session() {
    waitingAt10();
    bench.say("ems-1", "release");
    bench.charger.forget();
    session(PLUGGED, 32);
    bench.scheduler.advance(5000);
    session(CHARGING, 32);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_session_whose_rewrite_is_refused_ends_control() {
    waitingAt10();
    bench.charger.refuseWrite("set_point", 4);
    session(PLUGGED, 32);
    bench.scheduler.advance(2000);
    assertThat(bench.losses()).containsExactly("rewrite_failed");
  }

  @Test
  void taking_control_during_a_session_writes_once() {
    session(CHARGING, 32);
    bench.online().set("ems-1", 10);
    bench.scheduler.advance(60_000);
    assertThat(bench.amps()).containsExactly(10);
  }

  private void waitingAt10() {
    bench.online().set("ems-1", 10);
    bench.scheduler.advance(5000);
    bench.charger.forget();
  }

  /** The charger opens the register with a value of its own. */
  private void session(int state, int own) {
    bench.charger.keep("set_point", false);
    bench.charger.registers().put("ev_state", state).put("set_point", own);
  }

  private int setPoint() {
    return bench.map.point("set_point").orElseThrow().address();
  }
}
