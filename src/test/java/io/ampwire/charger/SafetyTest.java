package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.StopReason;
import io.ampwire.map.ControlMode;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.trust.DeviceIdentity;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold before a charger is controlled, and what ends it. */
class SafetyTest {
  private final Bench bench = new Bench();

  /** FAULTS C14. */
  @Test
  void without_max_current_or_with_control_none_nothing_is_executed() {
    bench.maxCurrent = OptionalLong.empty();
    refused("set_point", 12, Code.CONTROL_DISABLED);
    Bench none = new Bench();
    none.mode = ControlMode.NONE;
    none.online().send("control", "renew");
    assertThat(Bench.code(none.outcome())).isEqualTo(Code.CONTROL_DISABLED);
    assertThat(none.charger.writes()).isEmpty();
  }

  @Test
  void a_charger_that_watches_nobody_is_not_controlled() {
    bench.charger.registers().put("lifebit", 2);
    refused("set_point", 12, Code.NO_FAILSAFE);
  }

  @Test
  void a_charger_whose_lifebit_cannot_be_read_is_not_controlled() {
    bench.charger.refuseRead("lifebit", 2);
    refused("set_point", 12, Code.NO_FAILSAFE);
  }

  @Test
  void accepting_no_failsafe_is_a_choice() {
    bench.acceptNoFailsafe = true;
    bench.charger.registers().put("lifebit", 2);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"degraded_set_point_mono", "degraded_set_point_tri"})
  void a_fallback_above_the_outlets_limit_is_unsafe(String point) {
    bench.maxCurrent = OptionalLong.of(16);
    bench.charger.registers().put(point, 17);
    refused("set_point", 12, Code.UNSAFE_FALLBACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"degraded_set_point_mono", "degraded_set_point_tri"})
  void a_fallback_that_cannot_be_read_is_unsafe(String point) {
    bench.charger.registers().put(point, 0xFFFF);
    refused("set_point", 12, Code.UNSAFE_FALLBACK);
  }

  @Test
  void a_fallback_at_the_limit_is_safe() {
    bench.maxCurrent = OptionalLong.of(16);
    bench.charger.registers().put("degraded_set_point_tri", 16);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
  }

  @Test
  void accepting_the_fallback_is_a_choice_and_accepting_no_failsafe_is_not_that_choice() {
    bench.maxCurrent = OptionalLong.of(16);
    bench.acceptFallback = true;
    bench.charger.registers().put("degraded_set_point_tri", 32);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
    Bench other = new Bench();
    other.maxCurrent = OptionalLong.of(16);
    other.acceptNoFailsafe = true;
    other.charger.registers().put("degraded_set_point_tri", 32);
    other.online().send("set_point", 12);
    assertThat(Bench.code(other.outcome())).isEqualTo(Code.UNSAFE_FALLBACK);
  }

  @Test
  void an_unsafe_fallback_can_be_put_right_by_command() {
    bench.maxCurrent = OptionalLong.of(16);
    bench.charger.registers().put("degraded_set_point_tri", 32);
    bench.online().send("degraded_set_point_tri", 10);
    bench.scheduler.advance(3000);
    bench.send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome(0)).isEqualTo(Bench.applied(10));
    assertThat(bench.outcome(1)).isEqualTo(Bench.applied(12));
  }

  /** FAULTS W22. */
  @ParameterizedTest
  @ValueSource(strings = {"set_point", "degraded_set_point_mono", "set_command"})
  void another_device_than_the_maps_takes_no_write(String name) {
    bench.charger.registers().put("commercial_reference", "EVB4A22N4B");
    refused(name, name.equals("set_command") ? 7 : 12, Code.WRONG_DEVICE);
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.events(Type.WRONG_DEVICE))
        .extracting(ChargerEvent::details)
        .containsExactly(Map.of("reference", "EVB4A22N4B"));
  }

  @Test
  void a_blank_reference_is_unknown_and_blocks_nothing() {
    bench.charger.registers().put("commercial_reference", "");
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
    assertThat(bench.sink.meta().identity().fit()).isEqualTo(DeviceIdentity.Fit.UNKNOWN);
  }

  /** FAULTS W22. */
  @Test
  void another_device_behind_the_same_address_gets_no_lifebit() {
    bench.controlled();
    bench.charger.cut();
    bench.charger.registers().put("commercial_reference", "EVB4A22N4B");
    bench.charger.forget();
    bench.scheduler.advance(20_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.events(Type.CONTROL_LOST).get(0).details())
        .containsEntry("reason", "wrong_device");
  }

  @Test
  void a_wrong_device_stays_wrong_through_an_outage_without_reconnect() {
    bench.charger.registers().put("commercial_reference", "EVB4A22N4B");
    bench.online();
    bench.charger.refuseReads(4);
    bench.scheduler.advance(5000);
    bench.charger.refuseReads(0);
    bench.scheduler.advance(2000);
    bench.send("set_point", 12);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.WRONG_DEVICE);
  }

  /** FAULTS S04. */
  @Test
  void stopping_ends_the_lifebit_first_and_writes_nothing() {
    bench.controlled();
    bench.charger.forget();
    bench.lane.stop(StopReason.STOPPED);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.charger.reads()).hasSizeLessThanOrEqualTo(7);
    assertThat(bench.sink.events(Type.CONTROL_LOST).get(0).details())
        .containsEntry("reason", "bridge_stopped");
  }

  @Test
  void a_set_point_that_ends_after_the_stop_starts_no_lifebit() {
    bench.charger.refresh(1000);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(100);
    bench.lane.stop(StopReason.STOPPED);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes("lifebit")).isEmpty();
    assertThat(bench.sink.acks()).hasSize(1);
  }

  @Test
  void after_the_stop_commands_are_refused_and_waiting_ones_are_not_written() {
    bench.charger.refresh(1000);
    bench.online();
    bench.send("degraded_set_point_mono", 8);
    bench.send("degraded_set_point_mono", 9);
    bench.scheduler.advance(100);
    bench.lane.stop(StopReason.STOPPED);
    bench.send("degraded_set_point_mono", 11);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).extracting(w -> w.value()).containsExactly(8);
    assertThat(bench.sink.acks()).hasSize(3);
  }

  @Test
  void a_new_firmware_is_proved_anew_even_if_it_was_unreadable_in_between() {
    bench.order = WordOrderChoice.PROVE;
    bench.online();
    bench.scheduler.advance(3000);
    assertThat(bench.sink.meta().verdict().order()).isPresent();
    bench.charger.refuseRead("minor_version_digit", 4);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.state().reading("minor_version_digit").isValue()).isFalse();
    bench.charger.refuseRead("minor_version_digit", 0).registers().put("minor_version_digit", 5);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.meta().verdict().order()).isEmpty();
    bench.scheduler.advance(3000);
    assertThat(bench.sink.meta().verdict().order()).isPresent();
  }

  private void refused(String name, long value, Code code) {
    bench.online().send(name, value);
    Outcome outcome = bench.outcome();
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(Bench.code(outcome)).isEqualTo(code);
    bench.scheduler.advance(30_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_charger_that_watches_nobody_from_the_beginning_is_no_foreign_controllers_work() {
    bench.acceptNoFailsafe = true;
    bench.charger.registers().put("lifebit", 2);
    bench.charger.keep("lifebit", true);
    bench.controlled();
    bench.scheduler.advance(30_000);
    assertThat(bench.losses()).isEmpty();
    bench.charger.registers().put("lifebit", 0);
    bench.scheduler.advance(3_000);
    bench.charger.registers().put("lifebit", 2);
    bench.scheduler.advance(3_000);
    assertThat(bench.losses()).containsExactly("foreign_controller");
  }
}
