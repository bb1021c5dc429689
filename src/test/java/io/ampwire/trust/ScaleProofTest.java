package io.ampwire.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.format.MapLibrary;
import io.ampwire.format.MapReader;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Power against voltage times current. The registers are those that owners of a go-eCharger read:
 * 1103000 at 120 and about 36960 at 146 while it charges with 11.03 kW.
 */
class ScaleProofTest {
  private static final String GOE =
      ((MapLibrary.Loaded) MapLibrary.shipped()).library().texts().get("go-e-charger");
  private static final RegisterMap MAP = map(GOE);

  /** As the map stood before the maker's correction, a thousand times too large. */
  private static final RegisterMap OLD =
      map(GOE.replace("scale: 0.00001,", "scale: 0.01,").replace("scale: 0.0001,", "scale: 0.1,"));

  private RegisterMap map = MAP;
  private Interpreter interpreter = interpreter(MAP, ScaleChoice.AS_DOCUMENTED);
  private Reading[] readings = new Reading[0];
  private long now;

  private static RegisterMap map(String text) {
    return ((MapReader.Parsed) MapReader.read("go-e.yaml", text)).map();
  }

  private Interpreter interpreter(RegisterMap of, ScaleChoice scale) {
    map = of;
    interpreter = new Interpreter(of, WordOrderChoice.AS_DOCUMENTED, scale);
    return interpreter;
  }

  private void poll(Map<Integer, Integer> registers) {
    Capture capture = new Capture(map);
    for (Point point : map.points()) {
      int value = registers.getOrDefault(point.address(), 0);
      byte[] bytes =
          point.registers() == 2
              ? ByteBuffer.allocate(4).putInt(value).array()
              : ByteBuffer.allocate(2 * point.registers()).putShort((short) value).array();
      capture.put(point, bytes, 0);
    }
    readings = interpreter.interpret(capture, now);
    now += 1_000_000_000L;
  }

  private static Map<Integer, Integer> charging() {
    return Map.of(
        108, 231, 110, 232, 112, 230, 114, 160, 116, 160, 118, 159, 120, 1103000, 146, 36960, 148,
        37120, 150, 36570);
  }

  /** 5 W of stand-by, as one register of 0.01 W each says it. */
  private static Map<Integer, Integer> standby() {
    return Map.of(108, 231, 110, 232, 112, 230, 120, 500);
  }

  private Reading power() {
    return readings[map.position("power_active_phase_tot")];
  }

  private Reading phase() {
    return readings[map.position("power_active_phase_1")];
  }

  @Test
  void the_mended_map_reads_both_cases_right_at_once() {
    poll(standby());
    assertThat(power()).isEqualTo(new Reading.Wide(0.005));
    poll(charging());
    assertThat(power()).isEqualTo(new Reading.Wide(11.03));
    assertThat(phase()).isEqualTo(new Reading.Wide(3.696));
    poll(charging());
    poll(charging());
    assertThat(interpreter.scaleNews()).isEmpty();
  }

  /** FAULTS E05. 5 W became 5 kW, and 6.9 kW became null without a word. */
  @Test
  void a_map_a_thousand_times_off_publishes_nothing_and_tells_the_factor_once() {
    interpreter(OLD, ScaleChoice.AS_DOCUMENTED);
    poll(standby());
    assertThat(power().isValue()).as("5 W, which the map reads as 5 kW").isFalse();
    for (int i = 0; i < 10; i++) {
      poll(charging());
      assertThat(power().isValue()).isFalse();
      assertThat(phase().isValue()).isFalse();
    }
    assertThat(interpreter.scaleNews())
        .extracting(ScaleProof.Contradiction::point, ScaleProof.Contradiction::factor)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("power_active_phase_tot", 0.001),
            org.assertj.core.groups.Tuple.tuple("power_active_phase_1", 0.001),
            org.assertj.core.groups.Tuple.tuple("power_active_phase_2", 0.001),
            org.assertj.core.groups.Tuple.tuple("power_active_phase_3", 0.001));
    poll(charging());
    poll(standby());
    assertThat(interpreter.scaleNews()).isEmpty();
    assertThat(power().isValue()).as("5 W after the contradiction").isFalse();
    assertThat(interpreter.scaleFactors()).isEmpty();
  }

  /** FAULTS E05. */
  @Test
  void with_scale_prove_the_factor_is_applied_and_marked() {
    interpreter(OLD, ScaleChoice.PROVE);
    poll(standby());
    assertThat(power().isValue()).isFalse();
    for (int i = 0; i < ScaleProof.POLLS; i++) {
      poll(charging());
    }
    assertThat(power().number()).isEqualTo(11.03);
    assertThat(phase().number()).isEqualTo(3.696);
    assertThat(interpreter.scaleFactors()).containsEntry("power_active_phase_tot", 0.001);
    poll(standby());
    assertThat(power().number()).isEqualTo(0.005);
    interpreter.reset();
    assertThat(interpreter.scaleFactors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -3, -2, -1, 1, 2, 3, 4})
  void each_power_of_ten_is_found_in_five_polls_and_not_before(int exponent) {
    double scale = 0.00001 * Math.pow(10, -exponent);
    RegisterMap wrong =
        map(
            GOE.replace(
                "scale: 0.00001,",
                "scale: "
                    + new java.math.BigDecimal(Float.toString((float) scale)).toPlainString()
                    + ","));
    interpreter(wrong, ScaleChoice.AS_DOCUMENTED);
    for (int i = 1; i < ScaleProof.POLLS; i++) {
      poll(charging());
      assertThat(interpreter.scaleNews()).isEmpty();
    }
    poll(charging());
    assertThat(interpreter.scaleNews())
        .singleElement()
        .satisfies(
            news ->
                assertThat(news.factor())
                    .isCloseTo(
                        Math.pow(10, exponent),
                        org.assertj.core.data.Percentage.withPercentage(1)));
  }

  @ParameterizedTest
  @CsvSource({"3", "0.3", "30000000", "0.4"})
  void what_is_off_by_no_power_of_ten_is_never_a_factor(double times) {
    double scale = 0.00001 * times;
    interpreter(
        map(
            GOE.replace(
                "scale: 0.00001,",
                "scale: "
                    + new java.math.BigDecimal(Float.toString((float) scale)).toPlainString()
                    + ",")),
        ScaleChoice.PROVE);
    for (int i = 0; i < 20; i++) {
      poll(charging());
    }
    assertThat(interpreter.scaleFactors()).isEmpty();
    assertThat(interpreter.scaleNews()).isEmpty();
  }

  @Test
  void one_poll_in_which_current_and_power_are_not_of_the_same_moment_changes_nothing() {
    for (int i = 0; i < ScaleProof.POLLS; i++) {
      poll(charging());
    }
    poll(Map.of(108, 231, 110, 232, 112, 230, 120, 1103000));
    assertThat(power()).as("proved before").isEqualTo(new Reading.Wide(11.03));
    assertThat(interpreter.scaleNews()).isEmpty();
  }

  /** One phase with 231 V and 16 A; owners read a wrong total then, and right phases. */
  private static Map<Integer, Integer> onePhase(int total) {
    return Map.of(
        100, 2, 108, 231, 110, 232, 112, 230, 114, 160, 116, 0, 118, 0, 120, total, 146, 36960);
  }

  private void poll(Map<Integer, Integer> registers, int times) {
    for (int i = 0; i < times; i++) {
      poll(registers);
    }
  }

  /** FAULTS E10. go-eCharger-API-v2 issue 302: the total is right with three phases only. */
  @ParameterizedTest
  @ValueSource(ints = {1_108_800, 123_200, 1_000_000, 0})
  void a_total_that_is_off_on_one_phase_is_withheld_told_once_and_comes_back(int wrong) {
    poll(charging(), 10);
    poll(onePhase(wrong), PowerMismatch.POLLS - 1);
    assertThat(interpreter.powerNews()).as("too early to tell").isEmpty();
    poll(onePhase(wrong), 30);
    assertThat(power().isValue()).isFalse();
    assertThat(phase()).isEqualTo(new Reading.Wide(3.696));
    assertThat(interpreter.powerNews())
        .singleElement()
        .satisfies(
            news -> {
              assertThat(news.point()).isEqualTo("power_active_phase_tot");
              assertThat(news.why()).contains("voltage times current is 3.696 kW");
            });
    poll(charging());
    assertThat(power()).as("three phases again").isEqualTo(new Reading.Wide(11.03));
    poll(onePhase(wrong));
    assertThat(power().isValue()).as("a total that is known to be off").isFalse();
    poll(onePhase(369_600));
    assertThat(power()).isEqualTo(new Reading.Wide(3.696));
    poll(onePhase(wrong), 60);
    assertThat(interpreter.powerNews()).as("told once").isEmpty();
    assertThat(interpreter.scaleNews()).isEmpty();
    interpreter.reset();
    poll(onePhase(wrong), 30);
    assertThat(interpreter.powerNews()).as("told again for another firmware").hasSize(1);
  }

  @Test
  void a_total_that_was_never_right_is_withheld_too() {
    poll(onePhase(1_108_800), 30);
    assertThat(power().isValue()).isFalse();
    assertThat(interpreter.powerNews()).hasSize(1);
    poll(standby(), 5);
    assertThat(power()).as("nothing contradicts 5 W").isEqualTo(new Reading.Wide(0.005));
  }

  /**
   * FAULTS E10. A meter that shows the power of some seconds ago, while the current rises and
   * falls.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 10})
  void a_power_that_follows_the_current_late_is_no_contradiction(int seconds) {
    Random random = new Random(seconds);
    List<Integer> deciamps = new java.util.ArrayList<>();
    int amps = 0;
    for (int second = 0; second < 3600; second++) {
      if (second % 120 == 0) {
        amps = random.nextInt(4) == 0 ? 0 : 60 + random.nextInt(260);
      }
      deciamps.add(amps);
      int then = deciamps.get(Math.max(0, second - seconds));
      poll(power(amps, then * 231 * 30));
    }
    assertThat(interpreter.powerNews()).isEmpty();
    assertThat(interpreter.scaleNews()).isEmpty();
    poll(power(160, 160 * 231 * 30));
    assertThat(power().isValue()).isTrue();
  }

  private static Map<Integer, Integer> power(int deciamps, int total) {
    Map<Integer, Integer> registers = new java.util.HashMap<>();
    for (int phase = 0; phase < 3; phase++) {
      registers.put(108 + 2 * phase, 231);
      registers.put(114 + 2 * phase, deciamps);
      registers.put(146 + 2 * phase, total / 30);
    }
    registers.put(120, total);
    registers.put(100, 2);
    return registers;
  }

  /**
   * FAULTS E10. A car that does not charge draws reactive current: much current, hardly any power.
   */
  @ParameterizedTest
  @CsvSource({"5, 0.05", "12, 0.1", "30, 0.2", "40, 0.3", "60, 0.55", "160, 0.5"})
  void a_reactive_load_is_no_contradiction(int deciamps, double factor) {
    poll(charging(), 10);
    poll(power(deciamps, (int) (deciamps * 231 * 30 * factor)), 300);
    assertThat(interpreter.powerNews()).isEmpty();
    assertThat(power().isValue()).isTrue();
  }

  /** A meter that rounds small currents to nothing, or a station that draws power itself. */
  @ParameterizedTest
  @CsvSource({"0, 3000", "0, 60000", "2, 30000", "5, 60000", "9, 90000"})
  void a_small_current_is_no_contradiction(int deciamps, int total) {
    poll(charging(), 10);
    poll(power(deciamps, total), 300);
    assertThat(interpreter.powerNews()).isEmpty();
    assertThat(power().isValue()).isTrue();
  }

  /** A charger that measures only the voltage of its first phase and charges on three. */
  @Test
  void a_phase_without_a_voltage_is_not_counted_as_a_phase_without_power() {
    Map<Integer, Integer> one = power(160, 1_108_800);
    one.put(110, 0);
    one.put(112, 0);
    poll(one, 300);
    assertThat(power()).isEqualTo(new Reading.Wide(11.088));
    assertThat(interpreter.powerNews()).isEmpty();
  }

  /** A map whose law names one phase of three, because the charger measures no other voltage. */
  @Test
  void a_law_of_one_phase_allows_for_the_other_two() {
    interpreter(
        map(
            GOE.replace(
                    "voltages: [voltage_phase_1, voltage_phase_2, voltage_phase_3]",
                    "voltages: [voltage_phase_1]")
                .replaceFirst(
                    "(voltages: \\[voltage_phase_1]\\s+)currents: \\[[^]]*]",
                    "$1currents: [current_phase_1]")),
        ScaleChoice.AS_DOCUMENTED);
    poll(charging(), 300);
    assertThat(power()).isEqualTo(new Reading.Wide(11.03));
    assertThat(interpreter.powerNews()).isEmpty();
  }

  @Test
  void random_registers_never_earn_a_factor() {
    Random random = new Random(20261126);
    for (int run = 0; run < 300; run++) {
      interpreter(MAP, ScaleChoice.PROVE);
      for (int poll = 0; poll < 20; poll++) {
        Map<Integer, Integer> registers = new java.util.HashMap<>();
        for (int address : List.of(108, 110, 112)) {
          registers.put(address, 180 + random.nextInt(100));
        }
        for (int address : List.of(114, 116, 118)) {
          registers.put(address, random.nextInt(320));
        }
        for (int address : List.of(120, 146, 148, 150)) {
          registers.put(address, (int) Math.pow(10, 9 * random.nextDouble()));
        }
        poll(registers);
      }
      assertThat(interpreter.scaleFactors()).as("run %d", run).isEmpty();
    }
  }
}
