package io.ampwire.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Encoder;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chargers without a float prove the order of their registers by their integers. */
class IntegerOrderTest {
  private static final Map<String, Double> LIVE =
      Map.of(
          "voltage_phase_1", 231.0,
          "voltage_phase_2", 232.0,
          "voltage_phase_3", 229.0,
          "current_phase_1", 13.4,
          "current_phase_2", 13.4,
          "current_phase_3", 13.3,
          "power_active_phase_1", 3.1,
          "power_active_phase_2", 3.1,
          "power_active_phase_3", 3.0,
          "power_active_phase_tot", 9.2);

  @ParameterizedTest
  @CsvSource({
    "abb-terra-ac, HIGH_WORD_FIRST",
    "abb-terra-ac, LOW_WORD_FIRST",
    "bender-cc612, LOW_WORD_FIRST",
    "go-e-charger, HIGH_WORD_FIRST",
    "keba-kecontact-p30, LOW_WORD_FIRST",
    "peblar, LOW_WORD_FIRST",
    "phoenix-contact-charx-sec, LOW_WORD_FIRST",
    "vestel-evc04, HIGH_WORD_FIRST",
    "webasto-next, LOW_WORD_FIRST",
  })
  void integers_that_obey_a_law_prove_their_own_order(String id, WordOrder order) {
    RegisterMap map = map(id);
    WordOrderProof proof = new WordOrderProof(map);
    Capture live = capture(map, order, 1);
    for (int poll = 0; poll < 3; poll++) {
      assertThat(proof.verdict().order()).isEmpty();
      proof.observe(live, poll * 1_000_000_000L, false);
    }
    assertThat(proof.verdict().order()).hasValue(order);
    assertThat(proof.verdict().integers()).isEqualTo(integers(order, true));
  }

  @ParameterizedTest
  @CsvSource({"alfen-eve-ng9xx", "schneider-evlink-pro-ac", "schneider-charge-pro"})
  void floats_that_obey_a_law_leave_the_integers_assumed(String id) {
    RegisterMap map = map(id);
    WordOrderProof proof = new WordOrderProof(map);
    for (int poll = 0; poll < 3; poll++) {
      proof.observe(capture(map, WordOrder.LOW_WORD_FIRST, 1), poll * 1_000_000_000L, false);
    }
    assertThat(proof.verdict().integers()).isEqualTo(integers(WordOrder.LOW_WORD_FIRST, false));
  }

  @ParameterizedTest
  @CsvSource({"webasto-next", "mennekes-amtron-hcc3", "vestel-evc04"})
  void without_a_car_or_without_a_law_nothing_is_proved(String id) {
    RegisterMap map = map(id);
    WordOrderProof proof = new WordOrderProof(map);
    for (int poll = 0; poll < 10; poll++) {
      proof.observe(capture(map, map.link().order(), 0), poll * 1_000_000_000L, false);
    }
    assertThat(proof.verdict().order()).isEmpty();
  }

  private static WordOrderVerdict.Integers integers(WordOrder order, boolean proved) {
    return new WordOrderVerdict.Integers(java.util.Optional.of(order), proved);
  }

  /** Volts stay as they are; amperes and kilowatts are multiplied by the load. */
  private static Capture capture(RegisterMap map, WordOrder order, double load) {
    Capture capture = new Capture(map);
    LIVE.forEach(
        (name, value) ->
            map.point(name)
                .ifPresent(
                    point -> {
                      double now = name.startsWith("voltage") ? value : value * load;
                      capture.put(point, registers(point, order, now), 0);
                    }));
    return capture;
  }

  private static byte[] registers(Point point, WordOrder order, double value) {
    double raw = value / point.scale();
    return point.type().isFloat()
        ? Encoder.real(point, order, raw)
        : Encoder.whole(point, order, Math.round(raw));
  }

  private static RegisterMap map(String id) {
    return ((MapLibrary.Loaded) MapLibrary.shipped()).library().maps().get(id);
  }
}
