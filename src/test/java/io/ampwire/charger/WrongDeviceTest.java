package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Code;
import io.ampwire.map.ControlMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A device that is not, or no longer, the one the map describes gets no write. */
class WrongDeviceTest {
  private final Bench bench = new Bench();

  /** W22. */
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
      assertThat(one.state()).isEqualTo(ControlState.FREE);
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
}
