package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Reading;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.Decimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPolicyTest {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final String POWER = "power_active_phase_tot";

  private final RecordingPublisher wire = new RecordingPublisher();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final Outbox outbox =
      new Outbox(
          wire, new FakeJournal(), new InlineScheduler(scheduler), RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);
  private final Polls polls = new Polls();

  @BeforeEach
  void connect() {
    outbox.connected();
  }

  @Test
  void every_poll_is_a_document_where_nothing_is_said() {
    poll(30);
    assertThat(wire.states()).hasSize(30);
  }

  @Test
  void every_spaces_documents_and_the_thinned_ones_get_no_number() {
    policy(Duration.ofSeconds(5), Map.of(), 60);
    poll(30);
    assertThat(wire.states()).hasSize(6);
    assertThat(wire.states())
        .extracting(Document.State::seq)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void a_poll_that_comes_a_little_early_or_late_costs_no_document() {
    policy(Duration.ofSeconds(1), Map.of(), 60);
    for (int i = 0; i < 40; i++) {
      telemetry.state(BAY_1, polls.next());
      scheduler.advance(i % 2 == 0 ? 1030 : 970);
    }
    assertThat(wire.states()).hasSize(40);
  }

  /** FAULTS S09. */
  @ParameterizedTest
  @ValueSource(longs = {3_600_000, -3_600_000, -1_700_000_000_000L})
  void a_wall_clock_that_jumps_an_hour_changes_no_spacing(long jump) {
    policy(Duration.ofSeconds(2), Map.of(POWER, 0.05), 6);
    for (int i = 0; i < 60; i++) {
      if (i == 20) {
        scheduler.setWall(scheduler.wallMillis() + jump);
      }
      polls.reads(POWER, new Reading.Real(i < 40 ? i : 40));
      telemetry.state(BAY_1, polls.at(scheduler.wallMillis()));
      scheduler.advance(POLL.toMillis());
    }
    assertThat(wire.states())
        .as("every second one while it moved, then one each six seconds")
        .hasSize(21 + 3);
  }

  @Test
  void a_point_is_compared_with_what_was_last_sent_and_a_slow_drift_goes_out() {
    policy(Duration.ZERO, Map.of(POWER, 0.05), 3600);
    for (int i = 0; i < 100; i++) {
      polls.reads(POWER, new Reading.Real(7 + i * 0.02f));
      poll(1);
    }
    // 0.06 is the first multiple of 0.02 beyond 0.05.
    assertThat(wire.states()).hasSize(34);
  }

  @Test
  void a_point_without_a_deadband_moves_unseen_until_the_heartbeat() {
    policy(Duration.ZERO, Map.of(POWER, 0.05), 10);
    for (int i = 0; i < 31; i++) {
      polls.reads("voltage_phase_1", new Reading.Real(230 + i));
      poll(1);
    }
    assertThat(wire.states()).hasSize(4);
  }

  @Test
  void a_movement_within_the_spacing_is_not_forgotten() {
    policy(Duration.ofSeconds(10), Map.of(POWER, 0.05), 3600);
    poll(3);
    polls.reads(POWER, new Reading.Real(3));
    poll(6);
    assertThat(wire.states()).hasSize(1);
    poll(2);
    assertThat(wire.states()).hasSize(2);
    assertThat(wire.states().get(1).snapshot().reading(POWER)).isEqualTo(new Reading.Real(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ev_state", "set_point", "error_code_bitfield", "ocpp_status", "last_stop_cause"})
  void a_state_a_fault_or_a_set_point_goes_out_at_once(String point) {
    policy(Duration.ofSeconds(60), Map.of(POWER, 0.05), 3600);
    poll(2);
    polls.reads(point, new Reading.Whole(3));
    poll(1);
    assertThat(wire.states()).hasSize(2);
    poll(5);
    assertThat(wire.states()).hasSize(2);
  }

  @Test
  void the_lifebit_that_the_charger_consumes_is_no_news() {
    policy(Duration.ofSeconds(60), Map.of(POWER, 0.05), 3600);
    for (int i = 0; i < 20; i++) {
      polls.reads("lifebit", new Reading.Whole(i % 2));
      poll(1);
    }
    assertThat(wire.states()).hasSize(1);
  }

  @Test
  void who_is_in_control_goes_out_at_once_but_not_how_long() {
    policy(Duration.ofSeconds(60), Map.of(POWER, 0.05), 3600);
    poll(2);
    for (int left = 60; left > 50; left--) {
      polls.held(
          new ControlView(
              ControlPhase.HELD,
              Optional.of("ems"),
              Optional.of(Decimal.of(16)),
              OptionalLong.of(left),
              OptionalLong.of(left * 10L),
              false));
      poll(1);
    }
    assertThat(wire.states()).hasSize(2);
  }

  @Test
  void quality_and_what_is_waited_for_go_out_at_once() {
    policy(Duration.ofSeconds(60), Map.of(), 3600);
    poll(2);
    polls.quality(ChargerSnapshot.Quality.STALE);
    poll(2);
    polls.quality(ChargerSnapshot.Quality.GOOD);
    poll(2);
    polls.waits(WaitingFor.AUTHORISATION);
    poll(2);
    assertThat(wire.states()).hasSize(4);
  }

  @Test
  void a_point_that_loses_its_value_has_moved() {
    policy(Duration.ZERO, Map.of(POWER, 0.05), 3600);
    polls.reads(POWER, new Reading.Real(3));
    poll(2);
    polls.reads(POWER, Reading.NOT_AVAILABLE);
    poll(2);
    polls.reads(POWER, new Reading.Implausible("1e38"));
    poll(2);
    polls.reads(POWER, new Reading.Real(3));
    poll(2);
    assertThat(wire.states()).hasSize(3);
  }

  @Test
  void what_is_thinned_away_is_still_the_newest_for_those_who_ask() {
    policy(Duration.ofSeconds(60), Map.of(), 3600);
    poll(10);
    assertThat(telemetry.current(BAY_1).snapshot().orElseThrow().ts()).isEqualTo(10);
  }

  @Test
  void after_a_reconnect_the_last_document_is_repeated_though_later_polls_were_thinned() {
    policy(Duration.ofSeconds(60), Map.of(), 3600);
    poll(10);
    wire.forget();
    telemetry.repeat();
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(1L);
  }

  @Test
  void a_policy_that_an_edit_brings_is_in_force_with_the_next_poll() {
    policy(Duration.ofSeconds(60), Map.of(), 3600);
    poll(10);
    telemetry.policy(BAY_1, ReportPolicy.DEFAULT, POLL);
    poll(3);
    assertThat(wire.states()).hasSize(4);
  }

  private void poll(int times) {
    for (int i = 0; i < times; i++) {
      telemetry.state(BAY_1, polls.next());
      scheduler.advance(POLL.toMillis());
    }
  }

  private void policy(Duration every, Map<String, Double> deadband, int heartbeat) {
    telemetry.policy(
        BAY_1,
        new ReportPolicy(every, deadband, Duration.ofSeconds(heartbeat), false, false),
        POLL);
  }
}
