package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.charger.ScriptedCharger.Written;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another hand at the registers of a charger under control. */
class DriftTest {
  private final Bench bench = new Bench();

  @BeforeEach
  void under_control_at_16_amps() {
    bench.controlled();
    bench.scheduler.advance(3000);
    bench.charger.forget();
    bench.sink.forget();
  }

  @Test
  void more_than_granted_is_written_down_again_within_a_poll_and_told() {
    foreign(25);
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(16);
    assertThat(bench.charger.registers().word(address("set_point"))).isEqualTo(16);
    bench.scheduler.advance(20_000);
    assertThat(bench.amps()).containsExactly(16);
    assertThat(bench.sink.events(Type.DRIFT)).hasSize(1);
    assertThat(bench.sink.events(Type.DRIFT).get(0).details())
        .containsEntry("side", "above")
        .containsEntry("granted", 16L)
        .containsEntry("reads", 25L);
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void the_third_time_in_ten_minutes_gives_control_up_and_writes_nothing_more() {
    foreign(25);
    bench.scheduler.advance(20_000);
    foreign(20);
    bench.scheduler.advance(10_000);
    bench.send("control", "renew");
    foreign(17);
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(16, 16);
    assertThat(bench.sink.events(Type.FOREIGN_CONTROLLER)).hasSize(1);
    assertThat(bench.losses()).containsExactly("foreign_controller");
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(20));
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void what_was_more_than_ten_minutes_ago_is_forgotten() {
    for (int i = 0; i < 6; i++) {
      foreign(25);
      bench.scheduler.advance(3000);
      renewFor(Duration.ofMinutes(6));
    }
    assertThat(bench.amps()).hasSize(6);
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void less_than_granted_is_kept_and_told_once_per_value() {
    foreign(10);
    bench.scheduler.advance(15_000);
    assertThat(bench.sink.events(Type.DRIFT)).hasSize(1);
    assertThat(bench.sink.events(Type.DRIFT).get(0).details()).containsEntry("side", "below");
    foreign(8);
    bench.scheduler.advance(15_000);
    assertThat(bench.sink.events(Type.DRIFT)).hasSize(2);
    assertThat(bench.amps()).isEmpty();
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.charger.registers().word(address("set_point"))).isEqualTo(8);
  }

  @Test
  void the_reading_99_is_never_drift() {
    foreign(99);
    renewFor(Duration.ofMinutes(5));
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
    assertThat(bench.amps()).isEmpty();
    assertThat(bench.losses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 77})
  void a_lifebit_that_neither_we_nor_the_charger_write_is_another_controller(int value) {
    bench.charger.clamp("lifebit", 0);
    bench.charger.registers().word(address("lifebit"), value);
    // Only a poll between two beats can see it; the charger consumes nothing here.
    for (int i = 0; i < 40 && bench.losses().isEmpty(); i++) {
      bench.scheduler.advance(100);
      bench.charger.registers().word(address("lifebit"), value);
    }
    assertThat(bench.losses()).containsExactly("foreign_controller");
    bench.charger.forget();
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_register_that_shows_our_own_increase_late_is_nobodys_drift() {
    bench.charger.latency(60).refresh(1000);
    bench.scheduler.advance(3000);
    bench.sink.forget();
    for (int amps = 17; amps <= 31; amps++) {
      bench.set("ems-1", amps);
      bench.scheduler.advance(37L * amps % 1000);
    }
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.amps()).hasSize(15);
  }

  @Test
  void a_rewrite_that_shows_late_is_one_drift_and_not_two() {
    bench.charger.latency(60).refresh(1000);
    bench.scheduler.advance(3000);
    bench.charger.forget();
    bench.sink.forget();
    foreign(25);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.events(Type.DRIFT)).hasSize(1);
    assertThat(bench.amps()).containsExactly(16);
  }

  @Test
  void polls_that_began_before_our_decrease_never_count_as_drift() {
    for (int latency : new int[] {5, 40, 90, 140}) {
      bench.charger.latency(latency);
      for (int amps = 32; amps > 8; amps -= 3) {
        bench.set("ems-1", amps);
        bench.scheduler.advance(900 + 31L * amps);
      }
    }
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void drift_is_written_down_before_other_commands_that_wait() {
    bench.charger.refresh(1000);
    for (int i = 0; i < 8; i++) {
      bench.send("degraded_set_point_mono", 6 + i % 2);
    }
    bench.scheduler.advance(1500);
    foreign(25);
    bench.scheduler.advance(3600);
    assertThat(bench.amps()).containsExactly(16);
    bench.scheduler.advance(20_000);
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.sink.acks()).hasSize(8);
  }

  @Test
  void the_last_write_of_all_is_never_above_what_was_granted() {
    for (int i = 0; i < 3; i++) {
      foreign(30);
      bench.scheduler.advance(5000);
    }
    assertThat(bench.charger.writes("set_point")).extracting(Written::value).containsOnly(16);
  }

  private void foreign(int amps) {
    bench.charger.registers().word(address("set_point"), amps);
  }

  private void renewFor(Duration time) {
    for (long s = 0; s < time.toSeconds(); s += 20) {
      bench.send("control", "renew");
      bench.scheduler.advance(20_000);
    }
  }

  private int address(String name) {
    return bench.map.point(name).orElseThrow().address();
  }
}
