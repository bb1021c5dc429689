package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.IntentJournal;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decrease that may not have taken: the fallback protects better than a broken claim. */
class UnverifiedDecreaseTest {
  private final Bench bench = new Bench();
  private final FakeIntents intents = new FakeIntents();

  @BeforeEach
  void under_standing_control_at_16_amps() {
    bench.mode = ControlMode.STANDING;
    bench.intents = intents;
    bench.controlled();
    bench.scheduler.advance(3000);
    bench.charger.forget();
  }

  @Test
  void refused_with_an_exception_it_ends_control_after_two_periods() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(3800);
    assertThat(Bench.code(last())).isEqualTo(Code.DEVICE_EXCEPTION);
    assertThat(bench.losses()).isEmpty();
    bench.scheduler.advance(400);
    assertThat(bench.losses()).containsExactly("unverified_decrease");
    bench.charger.refuseWrite("set_point", 0).forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(intents.kept).isEmpty();
  }

  @Test
  void while_it_is_being_written_the_next_process_finds_no_higher_value() {
    assertThat(intents.kept).hasSize(1);
    bench.charger.refresh(1000);
    bench.send("set_point", 8);
    bench.scheduler.advance(100);
    assertThat(intents.kept).isEmpty();
    bench.scheduler.advance(3000);
    assertThat(intents.kept.values())
        .extracting(IntentJournal.Intent::value)
        .containsExactly(Decimal.of(8));
  }

  @Test
  void clamped_from_below_it_ends_control() {
    bench.charger.keep("set_point", true);
    bench.send("set_point", 8);
    bench.scheduler.advance(6000);
    assertThat(Bench.code(last())).isEqualTo(Code.MISMATCH);
    assertThat(bench.losses()).containsExactly("unverified_decrease");
    bench.scheduler.advance(60_000);
    assertThat(bench.amps()).containsExactly(8);
  }

  @Test
  void unknown_it_ends_control() {
    bench.charger.hang(true);
    bench.send("set_point", 8);
    bench.scheduler.advance(14_000);
    assertThat(Bench.code(last())).isEqualTo(Code.TIMEOUT);
    assertThat(bench.losses()).containsExactly("unverified_decrease");
    bench.charger.hang(false).forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void seen_in_time_control_stays_with_the_lower_value() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(500);
    bench.charger.registers().put("set_point", 8);
    bench.scheduler.advance(10_000);
    assertThat(bench.losses()).isEmpty();
    bench.charger.refuseWrite("set_point", 0).registers().put("set_point", 16);
    bench.scheduler.advance(2000);
    assertThat(bench.amps()).as("the lower value is the one in force").containsExactly(8);
    assertThat(intents.kept.values())
        .extracting(IntentJournal.Intent::value)
        .containsExactly(Decimal.of(8));
  }

  @Test
  void an_increase_that_fails_keeps_control_at_the_value_of_before() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 20);
    bench.scheduler.advance(20_000);
    assertThat(last()).isInstanceOf(Outcome.Failed.class);
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
    assertThat(bench.amps()).isEmpty();
  }

  @Test
  void the_higher_value_is_not_written_at_a_session_meanwhile() {
    bench.charger.refuseWrite("set_point", 4);
    bench.charger.registers().put("ev_state", 2);
    bench.scheduler.advance(2000);
    bench.send("set_point", 8);
    bench.scheduler.advance(300);
    bench.charger.refuseWrite("set_point", 0).registers().put("ev_state", 8);
    bench.scheduler.advance(20_000);
    assertThat(bench.amps()).isEmpty();
    assertThat(bench.losses()).containsExactly("unverified_decrease");
  }

  @Test
  void the_higher_value_is_not_written_against_drift_meanwhile() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(300);
    bench.charger.refuseWrite("set_point", 0).registers().put("set_point", 25);
    bench.scheduler.advance(20_000);
    assertThat(bench.amps()).isEmpty();
    assertThat(bench.losses()).containsExactly("unverified_decrease");
  }

  @Test
  void the_higher_value_is_not_written_after_a_reconnect_meanwhile() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(300);
    bench.charger.refuseWrite("set_point", 0).cut();
    bench.scheduler.advance(60_000);
    assertThat(bench.amps()).isEmpty();
    assertThat(bench.losses()).containsExactly("unverified_decrease");
  }

  @Test
  void the_higher_value_does_not_come_back_by_a_restart_meanwhile() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(300);
    bench.charger.refuseWrite("set_point", 0);
    Bench next = bench.restarted().online();
    next.scheduler.advance(Duration.ofMinutes(15));
    assertThat(next.charger.writes()).isEmpty();
  }

  @Test
  void the_higher_value_does_not_come_back_with_the_broker() {
    bench.loseBroker();
    bench.scheduler.advance(58_500);
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(3000);
    bench.charger.refuseWrite("set_point", 0);
    bench.findBroker();
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    assertThat(bench.losses()).containsExactly("unverified_decrease");
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_lower_command_that_is_applied_in_time_heals_it() {
    bench.charger.refuseWrite("set_point", 4);
    bench.send("set_point", 8);
    bench.scheduler.advance(1000);
    bench.charger.refuseWrite("set_point", 0);
    assertThat(bench.set("ems-1", 7)).isEqualTo(Bench.applied(7));
    bench.scheduler.advance(60_000);
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.amps()).containsExactly(7);
  }

  private Outcome last() {
    return bench.outcome(bench.sink.acks().size() - 1);
  }
}
