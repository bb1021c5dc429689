package io.ampwire.trust;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WordOrderChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<Point> POINTS = Evlink.MAP.points();

  private Interpreter interpreter = new Interpreter(Evlink.MAP, WordOrderChoice.PROVE);
  private final RegisterFile device = new RegisterFile(Evlink.MAP, LOW_WORD_FIRST).charging();
  private Reading[] readings = new Reading[0];
  private long now;

  @Test
  void until_the_proof_only_what_reads_the_same_in_both_orders_is_told() {
    device.put("command_status", 0).put("session_energy", 0).put("current_phase_3", 0);
    poll();
    assertThat(reading("voltage_phase_1")).isEqualTo(Reading.UNDECIDED);
    assertThat(reading("session_charging_time")).isEqualTo(Reading.UNDECIDED);
    assertThat(reading("energy_active_total")).isEqualTo(Reading.UNDECIDED);
    assertThat(reading("session_energy")).isEqualTo(new Reading.Whole(0));
    assertThat(reading("current_phase_3")).isEqualTo(new Reading.Real(0));
    assertThat(reading("set_point")).isEqualTo(new Reading.Whole(16));
    assertThat(reading("ev_state")).isEqualTo(new Reading.Whole(8));
    assertThat(reading("commercial_reference")).isEqualTo(new Reading.Text("EVB3S22N40"));
  }

  @Test
  void a_number_that_is_its_own_mirror_is_told_at_once() {
    device.word(Evlink.point("error_code_bitfield").address(), 0x0102);
    device.word(Evlink.point("error_code_bitfield").address() + 1, 0x0102);
    poll();
    assertThat(reading("error_code_bitfield")).isEqualTo(new Reading.Whole(0x01020102));
  }

  @Test
  void the_poll_that_proves_is_told_in_the_proved_order() {
    poll();
    poll();
    poll();
    assertThat(reading("voltage_phase_1")).isEqualTo(new Reading.Real(231.2f));
    assertThat(reading("session_energy")).isEqualTo(new Reading.Whole(6946));
    assertThat(interpreter.contradictsMap()).isTrue();
  }

  @Test
  void whole_numbers_are_assumed_until_a_counter_keeps_time_with_the_clock() {
    for (int second = 0; second < 4; second++) {
      tick();
    }
    assertThat(interpreter.verdict().integers().order()).hasValue(LOW_WORD_FIRST);
    assertThat(interpreter.verdict().integers().proved()).isFalse();
    for (int second = 0; second < 20; second++) {
      tick();
    }
    assertThat(interpreter.verdict().integers().proved()).isTrue();
    assertThat(interpreter.verdict().integers().order()).hasValue(LOW_WORD_FIRST);
  }

  @Test
  void a_counter_that_stands_still_or_races_proves_no_order() {
    for (int i = 0; i < 60; i++) {
      poll();
      device.put("session_charging_time", 2000 + 7L * i);
    }
    assertThat(interpreter.verdict().integers().proved()).isFalse();
  }

  @Test
  void a_counter_may_disagree_with_the_floats_and_is_believed_for_whole_numbers() {
    for (int second = 0; second < 24; second++) {
      poll();
      device.in(HIGH_WORD_FIRST);
      device.put("contactor_charging_time", 1800 + second).put("session_charging_time", 9 + second);
      device.in(LOW_WORD_FIRST);
    }
    assertThat(interpreter.verdict().order()).hasValue(LOW_WORD_FIRST);
    assertThat(interpreter.verdict().integers())
        .isEqualTo(new WordOrderVerdict.Integers(java.util.Optional.of(HIGH_WORD_FIRST), true));
  }

  @Test
  void a_reset_withholds_everything_again() {
    poll();
    poll();
    poll();
    interpreter.reset();
    poll();
    assertThat(reading("voltage_phase_1")).isEqualTo(Reading.UNDECIDED);
    assertThat(interpreter.contradictsMap()).isFalse();
  }

  @Test
  void a_device_that_turns_its_words_is_noticed_and_turned_in_three_polls() {
    poll();
    poll();
    poll();
    device.in(HIGH_WORD_FIRST).charging();
    for (int i = 0; i < 3; i++) {
      poll();
      if (i < 2) {
        assertThat(reading("current_phase_1").isValue()).isFalse();
      }
    }
    assertThat(reading("voltage_phase_1")).isEqualTo(new Reading.Real(231.2f));
    assertThat(interpreter.verdict().order()).hasValue(HIGH_WORD_FIRST);
  }

  @ParameterizedTest
  @CsvSource({
    "AS_DOCUMENTED, HIGH_WORD_FIRST",
    "HIGH_WORD_FIRST, HIGH_WORD_FIRST",
    "LOW_WORD_FIRST, LOW_WORD_FIRST"
  })
  void a_pinned_order_needs_no_proof_but_the_implausible_is_withheld(
      WordOrderChoice choice, WordOrder order) {
    interpreter = new Interpreter(Evlink.MAP, choice);
    device.in(order).charging();
    poll();
    assertThat(interpreter.verdict().state()).isEqualTo(WordOrderVerdict.State.PINNED);
    assertThat(reading("voltage_phase_1")).isEqualTo(new Reading.Real(231.2f));
    device.in(order.reversed()).charging();
    for (int i = 0; i < 10; i++) {
      poll();
      for (Point point : POINTS) {
        Reading reading = reading(point.name());
        if (point.type().isFloat() && reading.isValue()) {
          // 4e-8 V is nonsense too, but inside the map's range.
          assertThat(point.plausible().orElseThrow().contains(reading.number())).isTrue();
        }
      }
      assertThat(reading("current_phase_1")).isInstanceOf(Reading.Implausible.class);
    }
    assertThat(interpreter.verdict().order()).hasValue(order);
    assertThat(interpreter.contradictsMap()).isFalse();
  }

  /** FAULTS E01. Seven floats of -0.0 passed as proved voltages and a frequency of zero. */
  @ParameterizedTest
  @ValueSource(floats = {-0.0f, 0.0f, Float.MIN_VALUE, 1e-3f, -230f, 179.9f, 280.1f})
  void mains_values_that_no_law_admits_are_withheld_after_the_proof(float nonsense) {
    for (int i = 0; i < 3; i++) {
      poll();
    }
    assertThat(reading("frequence").isValue()).isTrue();
    List<String> mains =
        List.of("voltage_phase_1", "voltage_phase_2", "voltage_phase_3", "voltage_phase_avg");
    mains.forEach(point -> device.put(point, nonsense));
    device.put("frequence", nonsense);
    poll();
    mains.forEach(point -> assertThat(reading(point).isValue()).as(point).isFalse());
    assertThat(reading("frequence").isValue()).isFalse();
  }

  @Test
  void a_phase_without_voltage_reads_zero_beside_a_live_one_but_never_minus_zero() {
    for (int i = 0; i < 3; i++) {
      poll();
    }
    device.put("voltage_phase_2", 0.0f).put("voltage_phase_3", -0.0f);
    poll();
    assertThat(reading("voltage_phase_1")).isEqualTo(new Reading.Real(231.2f));
    assertThat(reading("voltage_phase_2")).isEqualTo(new Reading.Real(0));
    assertThat(reading("voltage_phase_3").isImplausible()).isTrue();
  }

  private void tick() {
    poll();
    device.put("contactor_charging_time", 1800 + now / SECOND);
    device.put("session_charging_time", 2000 + now / SECOND);
  }

  private void poll() {
    readings = interpreter.interpret(device.capture(), now);
    now += SECOND;
  }

  private Reading reading(String name) {
    return readings[POINTS.indexOf(Evlink.point(name))];
  }
}
