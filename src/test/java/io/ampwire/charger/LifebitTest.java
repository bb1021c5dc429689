package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.charger.ScriptedCharger.Written;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Evlink;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LifebitTest {
  private static final int LIFEBIT = Evlink.point("lifebit").address();

  private final Bench bench = new Bench();

  /** FAULTS S06. */
  @Test
  void nothing_is_written_before_somebody_takes_control() {
    bench.online();
    bench.scheduler.advance(120_000);
    bench.send("control", "renew");
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.NO_CONTROL);
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void the_first_lifebit_follows_the_verified_set_point() {
    bench.controlled();
    List<Written> writes = bench.charger.writes();
    assertThat(writes.get(0).address()).isEqualTo(Evlink.point("set_point").address());
    assertThat(writes.get(1).address()).isEqualTo(LIFEBIT);
    assertThat(writes.get(1).value()).isEqualTo(1);
    assertThat(writes.get(1).at()).isGreaterThan(writes.get(0).at());
    assertThat(bench.sink.events(Type.CONTROL_TAKEN).get(0).details())
        .containsEntry("by", "ems-1")
        .containsEntry("value", 16L);
  }

  @Test
  void a_set_point_that_fails_or_another_command_starts_no_lifebit() {
    bench.charger.refuseWrite("set_point", 4);
    bench.online().send("set_point", 12);
    bench.send("degraded_set_point_mono", 8);
    bench.send("set_command", 7);
    bench.scheduler.advance(30_000);
    assertThat(bench.charger.writes("lifebit")).isEmpty();
    assertThat(bench.sink.events(Type.CONTROL_TAKEN)).isEmpty();
  }

  /** FAULTS S01. */
  @Test
  void beats_come_every_two_seconds_without_drift_through_polls_and_bursts() {
    bench.charger.latency(83);
    bench.controlled();
    for (int i = 0; i < 25; i++) {
      bench.send("set_point", 6 + i);
      bench.scheduler.advance(1700);
    }
    List<Written> beats = bench.charger.writes("lifebit");
    assertThat(beats).hasSizeGreaterThan(20);
    for (int i = 1; i < beats.size(); i++) {
      // At most one request is ahead of a beat.
      assertThat(beats.get(i).at() - beats.get(0).at())
          .isBetween(i * 2_000_000_000L - 83_000_000L, i * 2_000_000_000L + 83_000_000L);
    }
  }

  /** FAULTS S02. */
  @Test
  void an_expired_lease_ends_the_beats_within_one_period_and_writes_nothing_else() {
    bench.controlled();
    Written taken = bench.charger.writes("set_point").get(0);
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    List<Written> after = bench.charger.writes();
    assertThat(after).allMatch(w -> w.address() == LIFEBIT && w.value() == 1);
    long last = after.get(after.size() - 1).at() - taken.at();
    assertThat(last).isBetween(57_000_000_000L, 62_000_000_000L);
    assertThat(bench.sink.events(Type.CONTROL_LOST))
        .extracting(ChargerEvent::details)
        .containsExactly(Map.of("reason", "lease_expired"));
    assertThat(bench.sink.state().control().state().held()).isFalse();
  }

  @Test
  void renewing_keeps_control_and_releasing_ends_it_at_once() {
    bench.controlled();
    for (int i = 0; i < 10; i++) {
      bench.scheduler.advance(30_000);
      bench.send("control", "renew");
    }
    assertThat(bench.sink.events(Type.CONTROL_LOST)).isEmpty();
    bench.charger.forget();
    bench.send("control", "release");
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.events(Type.CONTROL_LOST).get(0).details())
        .containsEntry("reason", "released");
  }

  @Test
  void other_commands_renew_nothing() {
    bench.controlled();
    for (int i = 0; i < 12; i++) {
      bench.scheduler.advance(10_000);
      bench.send("degraded_set_point_mono", 8);
    }
    assertThat(bench.sink.events(Type.CONTROL_LOST)).hasSize(1);
  }

  @Test
  void a_beat_that_waits_when_control_ends_is_not_sent_any_more() {
    bench.charger.latency(600);
    bench.begin().scheduler.advance(10_000);
    bench.send("set_point", 16);
    bench.scheduler.advance(10_000);
    long last =
        bench.charger.writes("lifebit").get(bench.charger.writes("lifebit").size() - 1).at();
    // A beat is due now and waits behind the read that is under way.
    while (bench.charger.writes("lifebit").get(bench.charger.writes("lifebit").size() - 1).at()
        == last) {
      bench.scheduler.advance(1);
    }
    bench.scheduler.advance(1999 - 600);
    bench.charger.forget();
    bench.scheduler.advance(610);
    bench.send("control", "release");
    int before = bench.charger.writes("lifebit").size();
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes("lifebit")).hasSize(before);
  }

  @Test
  void standing_control_outlives_the_lease_while_the_round_trip_works() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.scheduler.advance(Duration.ofMinutes(30));
    assertThat(bench.sink.events(Type.CONTROL_LOST)).isEmpty();
    assertThat(bench.charger.writes("lifebit")).hasSizeGreaterThan(890);
  }

  /** FAULTS S03. */
  @Test
  void standing_control_ends_a_lease_after_the_broker_was_last_heard() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.scheduler.advance(100_000);
    bench.loseBroker();
    bench.scheduler.advance(58_000);
    assertThat(bench.sink.events(Type.CONTROL_LOST)).isEmpty();
    bench.scheduler.advance(4_000);
    assertThat(bench.sink.events(Type.CONTROL_LOST).get(0).details())
        .containsEntry("reason", "broker_lost");
    bench.charger.forget();
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_short_broker_outage_does_not_end_standing_control() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.loseBroker();
    bench.scheduler.advance(50_000);
    bench.findBroker();
    bench.scheduler.advance(300_000);
    assertThat(bench.sink.events(Type.CONTROL_LOST)).isEmpty();
  }

  @Test
  void a_command_with_a_lease_is_leased_in_standing_mode_and_capped_by_the_inventory() {
    bench.mode = ControlMode.STANDING;
    bench.online();
    Command.Value amps = new Command.Number(BigDecimal.valueOf(12));
    bench.send("set_point", amps, OptionalLong.of(600));
    bench.scheduler.advance(50_000);
    assertThat(bench.sink.state().control().leaseLeft()).isPresent();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.events(Type.CONTROL_LOST).get(0).details())
        .containsEntry("reason", "lease_expired");
  }

  /** FAULTS S10. */
  @Test
  void a_process_that_stood_still_past_the_lease_sends_no_beat() {
    bench.controlled();
    bench.charger.forget();
    bench.scheduler.suspend(Duration.ofMinutes(2));
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.events(Type.CONTROL_LOST)).hasSize(1);
  }

  /** FAULTS S10. */
  @Test
  void a_process_that_stood_still_within_the_lease_sends_one_beat_and_not_thirty() {
    bench.controlled();
    bench.charger.forget();
    bench.scheduler.suspend(Duration.ofSeconds(40));
    bench.scheduler.advance(1000);
    assertThat(bench.charger.writes("lifebit")).hasSize(1);
    assertThat(bench.metrics.missed).isGreaterThan(15);
  }

  /** FAULTS S08. */
  @Test
  void a_lane_that_breaks_ends_its_claim_within_one_period() {
    bench.controlled();
    bench.sink.breakDown(true);
    bench.scheduler.advance(2_000);
    bench.charger.forget();
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.events(Type.CONTROL_LOST).get(0).details())
        .containsEntry("reason", "polling_stuck");
  }

  /** FAULTS S09. */
  @Test
  void the_wall_clock_may_jump_without_touching_control() {
    bench.controlled();
    bench.scheduler.setWall(0);
    bench.scheduler.advance(30_000);
    bench.scheduler.setWall(4_000_000_000_000L);
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.events(Type.CONTROL_LOST)).isEmpty();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.events(Type.CONTROL_LOST)).hasSize(1);
  }
}
