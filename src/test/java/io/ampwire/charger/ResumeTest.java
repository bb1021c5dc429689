package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.IntentJournal;
import io.ampwire.control.StopReason;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standing control after the bridge was away. */
class ResumeTest {
  private static final ChargerId BAY = new ChargerId("bay-01");

  private final FakeIntents intents = new FakeIntents();
  private Bench bench = new Bench();

  @BeforeEach
  void standing() {
    bench.mode = ControlMode.STANDING;
    bench.intents = intents;
  }

  @Test
  void a_standing_intent_is_journalled_with_what_it_was_given_to() {
    bench.controlled();
    assertThat(intents.kept)
        .containsEntry(
            BAY,
            new IntentJournal.Intent(
                Decimal.of(16),
                Optional.of("ems-1"),
                Optional.of("EVB3S22N40"),
                Optional.of("1.4.7")));
  }

  @Test
  void after_a_restart_it_resumes_with_a_verified_write_before_the_first_lifebit() {
    Bench next = restart(b -> {});
    next.scheduler.advance(5000);
    assertThat(next.charger.writes().get(0).value()).isEqualTo(16);
    assertThat(next.amps()).containsExactly(16);
    assertThat(next.charger.writes("lifebit")).hasSizeBetween(2, 4);
    assertThat(next.sink.events(Type.CONTROL_TAKEN).get(0).details())
        .containsEntry("by", "ems-1")
        .containsEntry("resumed", true);
    assertThat(next.losses()).isEmpty();
  }

  @Test
  void a_car_that_keeps_to_the_resumed_limit_is_known_to_do_so_at_once() {
    Bench next = restart(b -> {});
    next.scheduler.advance(5000);
    assertThat(next.sink.state().limitFollowed()).contains(true);
  }

  @Test
  void a_car_above_the_resumed_limit_has_half_a_minute() {
    Bench next = restart(b -> b.charger.registers().put("current_phase_2", 20));
    next.scheduler.advance(25_000);
    assertThat(next.sink.state().limitFollowed()).isEmpty();
    next.scheduler.advance(10_000);
    assertThat(next.sink.state().limitFollowed()).contains(false);
  }

  @Test
  void it_resumes_over_99_and_over_a_degraded_value_too() {
    for (int register : new int[] {99, 10}) {
      standing();
      Bench next = restart(b -> b.charger.registers().put("set_point", register));
      next.scheduler.advance(5000);
      assertThat(next.amps()).as("register %d", register).containsExactly(16);
      bench = new Bench();
    }
  }

  @Test
  void it_still_resumes_after_an_absence_of_nine_and_a_half_minutes() {
    Bench next = restart(b -> intents.away = Duration.ofSeconds(570));
    next.scheduler.advance(5000);
    assertThat(next.amps()).hasSize(1);
    assertThat(next.charger.writes("lifebit")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void with_one_condition_broken_nothing_is_written(Broken broken) {
    Bench next = restart(broken::in);
    next.scheduler.advance(Duration.ofMinutes(15));
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.sink.events(Type.CONTROL_TAKEN)).isEmpty();
    assertThat(next.losses()).containsExactly("bridge_restart");
    assertThat(intents.kept).as("and not at the next restart either").isEmpty();
    Bench third = next.restarted();
    third.begin().scheduler.advance(Duration.ofMinutes(2));
    assertThat(third.charger.writes()).isEmpty();
  }

  /** FAULTS S06. The charger answers busy there while the bridge starts. */
  @ParameterizedTest
  @ValueSource(strings = {"set_point", "lifebit", "degraded_set_point_tri", "commercial_reference"})
  void while_a_condition_cannot_be_read_it_waits_and_then_resumes(String point) {
    Bench next = restart(b -> b.charger.refuseRead(point, 6));
    next.scheduler.advance(20_000);
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.losses()).isEmpty();
    assertThat(next.state()).isEqualTo(ControlPhase.SUSPENDED);
    next.charger.refuseRead(point, 0);
    next.scheduler.advance(12_000);
    assertThat(next.state()).isEqualTo(ControlPhase.HELD);
    assertThat(next.amps()).containsExactly(16);
  }

  @Test
  void without_the_round_trip_it_waits_and_then_resumes() {
    Bench next = restart(Bench::loseBrokerForGood);
    next.scheduler.advance(Duration.ofMinutes(3));
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.losses()).isEmpty();
    assertThat(next.state()).isEqualTo(ControlPhase.SUSPENDED);
    next.findBroker();
    next.scheduler.advance(3000);
    assertThat(next.amps()).containsExactly(16);
  }

  @Test
  void without_the_round_trip_for_too_long_it_gives_up_for_good() {
    Bench next = restart(Bench::loseBrokerForGood);
    next.scheduler.advance(Duration.ofMinutes(11));
    assertThat(next.losses()).containsExactly("bridge_restart");
    next.findBroker();
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
  }

  /** FAULTS S06, and the first half of kill -9. */
  @Test
  void leased_control_never_resumes_and_a_new_process_writes_nothing_by_itself() {
    bench.mode = ControlMode.LEASED;
    Bench next = restart(b -> {});
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.set("ems-1", 12)).isEqualTo(Bench.applied(12));
    assertThat(next.charger.writes("lifebit")).isNotEmpty();
  }

  @Test
  void a_lease_in_a_command_or_in_a_renew_never_resumes_in_standing_mode() {
    for (String name : new String[] {"set_point", "control"}) {
      bench = new Bench();
      standing();
      intents.kept.clear();
      bench.controlled();
      Command.Value value =
          name.equals("control")
              ? new Command.Word("renew")
              : new Command.Number(BigDecimal.valueOf(16));
      bench.send(name, value, OptionalLong.of(50));
      bench.scheduler.advance(2000);
      Bench next = bench.restarted().online();
      next.scheduler.advance(Duration.ofMinutes(5));
      assertThat(next.charger.writes()).as(name).isEmpty();
    }
  }

  @Test
  void a_released_intent_does_not_resume() {
    bench.controlled();
    bench.say("ems-1", "release");
    Bench next = bench.restarted().online();
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
  }

  @Test
  void an_intent_released_while_it_waits_does_not_resume() {
    Bench next = restart(Bench::loseBrokerForGood);
    assertThat(next.say("ems-1", "release")).isInstanceOf(Outcome.Applied.class);
    next.findBroker();
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.losses()).containsExactly("released");
  }

  @Test
  void an_intent_lost_to_a_foreign_controller_does_not_resume() {
    bench.controlled();
    for (int i = 0; i < 3; i++) {
      bench.charger.registers().put("set_point", 25);
      bench.scheduler.advance(5000);
    }
    assertThat(bench.losses()).containsExactly("foreign_controller");
    bench.charger.registers().put("set_point", 16);
    Bench next = bench.restarted().online();
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
  }

  @Test
  void a_clean_stop_keeps_the_intent_for_the_next_process() {
    bench.controlled();
    bench.lane.stop(StopReason.STOPPED);
    Bench next = bench.restarted().online();
    next.scheduler.advance(5000);
    assertThat(next.amps()).containsExactly(16);
  }

  @Test
  void a_resume_that_the_charger_refuses_is_tried_once() {
    Bench next = restart(b -> b.charger.refuseWrite("set_point", 4));
    next.scheduler.advance(3000);
    next.charger.refuseWrite("set_point", 0);
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.losses()).containsExactly("bridge_restart");
  }

  @Test
  void a_command_before_the_resume_is_what_counts() {
    Bench next = restart(Bench::loseBrokerForGood);
    assertThat(next.set("ems-2", 9)).isEqualTo(Bench.applied(9));
    next.findBroker();
    next.scheduler.advance(20_000);
    assertThat(next.amps()).containsOnly(9);
    assertThat(intents.kept.get(BAY).value()).isEqualTo(Decimal.of(9));
  }

  @Test
  void a_decrease_that_fails_before_the_resume_ends_the_intent() {
    Bench next = restart(Bench::loseBrokerForGood);
    next.charger.refuseWrite("set_point", 4);
    next.set("ems-1", 8);
    next.charger.refuseWrite("set_point", 0);
    next.findBroker();
    next.scheduler.advance(Duration.ofMinutes(5));
    assertThat(next.charger.writes()).isEmpty();
    assertThat(next.losses()).containsExactly("bridge_restart");
  }

  private Bench restart(Consumer<Bench> change) {
    bench.controlled();
    bench.scheduler.advance(3000);
    Bench next = bench.restarted();
    change.accept(next);
    next.begin().scheduler.advance(900);
    return next;
  }
}
