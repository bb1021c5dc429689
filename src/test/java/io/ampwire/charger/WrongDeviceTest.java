package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Code;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.Reading;
import io.ampwire.map.ControlMode;
import io.ampwire.map.IdentityRule;
import io.ampwire.trust.DeviceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A device that is not, or no longer, the one the map describes gets no write. */
class WrongDeviceTest {
  private final Bench bench = new Bench();

  /** FAULTS W22. */
  @Test
  void another_device_after_the_reconnect_gets_no_write_at_all() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.charger.away(true);
    bench.scheduler.advance(5000);
    bench.charger.registers().put("commercial_reference", "EVB4A22N4B").put("set_point", 32);
    bench.charger.forget();
    bench.charger.away(false);
    bench.scheduler.advance(120_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.losses()).containsExactly("wrong_device");
    assertThat(bench.sink.events(Type.WRONG_DEVICE)).hasSize(1);
  }

  /** A gateway keeps its connection when the device behind it is replaced. FAULTS W22. */
  @Test
  void another_device_behind_a_connection_that_stays_gets_no_write_after_ten_seconds() {
    bench.controlled();
    bench.scheduler.advance(3000);
    bench.charger.registers().put("commercial_reference", "EVB4A22N4B");
    bench.scheduler.advance(11_000);
    assertThat(bench.losses()).containsExactly("wrong_device");
    bench.charger.forget();
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.WRONG_DEVICE);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.charger.dials()).isOne();
  }

  /** The answer to a write is lost and another device answers the readback. */
  @Test
  void another_device_that_answers_the_readback_gets_no_lifebit() {
    for (int at = 1; at < 3000; at += 97) {
      Bench one = new Bench().online();
      one.scheduler.advance(at);
      one.charger.forget();
      one.charger.loseAnswers(1);
      one.send("set_point", 12);
      one.scheduler.advance(3);
      one.charger.cut();
      one.charger.registers().put("commercial_reference", "EVB4A22N4B");
      one.scheduler.advance(60_000);
      assertThat(one.charger.writes("lifebit")).as("at %d ms", at).isEmpty();
      assertThat(one.charger.writes("set_point")).as("at %d ms", at).hasSizeLessThanOrEqualTo(1);
      assertThat(one.state()).isEqualTo(ControlPhase.FREE);
    }
  }

  @Test
  void an_ev_state_the_map_does_not_know_refuses_commands() {
    bench.charger.registers().put("ev_state", 117);
    bench.online();
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.WRONG_DEVICE);
    bench.send("set_command", 8);
    assertThat(bench.sink.acks()).allMatch(ack -> Bench.code(ack) == Code.WRONG_DEVICE);
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void an_unknown_ev_state_under_control_ends_it() {
    bench.controlled();
    bench.charger.registers().put("ev_state", 117);
    bench.scheduler.advance(1100);
    assertThat(bench.losses()).containsExactly("wrong_device");
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(2));
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_reference_that_nobody_has_shown_is_told_once_and_may_be_written_to() {
    bench.references = Set.of();
    bench.controlled();
    bench.scheduler.advance(30_000);
    assertThat(bench.sink.events(Type.REFERENCE_UNLISTED))
        .extracting(ChargerEvent::details)
        .containsExactly(
            Map.of("reference", "EVB3S22N40", "remedy", "accept-reference: EVB3S22N40"));
    assertThat(bench.sink.meta().identity().fit()).isEqualTo(DeviceIdentity.Fit.UNLISTED);
    assertThat(bench.charger.writes("lifebit")).isNotEmpty();
  }

  @Test
  void a_reference_that_the_operator_accepted_is_not_told_and_that_is_said() {
    bench.references = Set.of("EVB3S22N40");
    bench.controlled();
    assertThat(bench.sink.events(Type.REFERENCE_UNLISTED)).isEmpty();
    assertThat(bench.sink.meta().identity().fit()).isEqualTo(DeviceIdentity.Fit.ACCEPTED);
  }

  @Test
  void an_accepted_reference_of_another_family_is_written_to_and_its_like_is_not() {
    bench.references = Set.of("EVB9X22");
    bench.charger.registers().put("commercial_reference", "EVB9X22");
    bench.controlled();
    assertThat(bench.sink.events(Type.WRONG_DEVICE)).isEmpty();
    Bench like = new Bench();
    like.references = bench.references;
    like.charger.registers().put("commercial_reference", "EVB9X22M");
    like.online();
    assertThat(Bench.code(like.set("ems-1", 12))).isEqualTo(Code.WRONG_DEVICE);
    assertThat(like.charger.writes()).isEmpty();
  }

  @Test
  void an_accepted_reference_does_not_excuse_a_state_that_the_map_does_not_know() {
    bench.references = Set.of("EVB3S22N40");
    bench.charger.registers().put("ev_state", 117);
    bench.online();
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.WRONG_DEVICE);
  }

  @Test
  void a_listed_reference_fits() {
    IdentityRule rule =
        new IdentityRule(
            Optional.of("commercial_reference"),
            Optional.empty(),
            List.of(),
            List.of("EVB3"),
            List.of("EVB3S22N40M"));
    assertThat(fit(rule, "EVB3S22N40M")).isEqualTo(DeviceIdentity.Fit.FITS);
    assertThat(fit(rule, "EVB3S22N40")).isEqualTo(DeviceIdentity.Fit.UNLISTED);
    assertThat(fit(rule, "EVB4")).isEqualTo(DeviceIdentity.Fit.WRONG);
  }

  private static DeviceIdentity.Fit fit(IdentityRule rule, String reference) {
    return DeviceIdentity.of(rule, Set.of(), name -> new Reading.Text(reference)).fit();
  }
}
