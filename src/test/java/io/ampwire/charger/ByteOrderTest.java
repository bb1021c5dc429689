package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Code;
import io.ampwire.decode.Reading;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.ControlMode;
import io.ampwire.map.WordOrderChoice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A charger that swaps the two bytes of each register. The maker's page on Modbus (2026-04-14) says
 * that a go-eCharger with firmware 60.3 does, and that 60.4 does not; a setting (msb) does it, too.
 * The device is written by addresses from that page, with 231 V, 16 A and 3.696 kW a phase.
 */
class ByteOrderTest {
  private static final Map<String, Double> TRUTH =
      new TreeMap<>(
          Map.of(
              "ev_state", 2.0,
              "voltage_phase_1", 231.0,
              "current_phase_1", 16.0,
              "power_active_phase_tot", 11.088,
              "power_active_phase_1", 3.696,
              "energy_active_total", 987_600.0,
              "set_point", 16.0,
              "stored_set_point", 16.0,
              "max_current", 32.0));

  private final Bench bench = new Bench();
  private RegisterFile file;

  @BeforeEach
  void a_go_e_that_charges() {
    file = bench.device("go-e-charger");
    bench.acceptNoFailsafe = true;
    bench.mode = ControlMode.STANDING;
    for (int address = 100; address < 400; address++) {
      file.word(address, 0);
    }
    file.word(100, 2).text(105, "60.2").words(120, 1_108_800).words(128, 9876);
    file.word(200, 1).word(211, 32).word(299, 16).word(300, 16);
    for (int phase = 0; phase < 3; phase++) {
      file.words(108 + 2 * phase, 231);
      file.words(114 + 2 * phase, 160);
      file.words(146 + 2 * phase, 36_960);
    }
  }

  private void swap() {
    for (int address = 100; address < 400; address++) {
      int word = file.word(address);
      file.word(address, (word & 0xFF) << 8 | word >>> 8);
    }
  }

  /** Each reading is the truth or no value, with the firmware in either spelling. */
  private void rightOrNothing(String... firmware) {
    TRUTH.forEach(
        (point, value) -> {
          Reading reading = bench.sink.state().reading(point);
          if (reading.isValue()) {
            assertThat(reading.number()).as(point).isEqualTo(value);
          }
        });
    Reading text = bench.sink.state().reading("firmware_version");
    if (text.isValue()) {
      assertThat(text.describe()).isIn((Object[]) firmware);
    }
  }

  private void allRight(String firmware) {
    TRUTH.forEach(
        (point, value) ->
            assertThat(bench.sink.state().reading(point).number()).as(point).isEqualTo(value));
    assertThat(bench.sink.state().reading("firmware_version").describe()).isEqualTo(firmware);
    assertThat(bench.sink.meta().identity().firmware()).hasValue(firmware);
  }

  private void watch(int seconds, String... firmware) {
    for (int second = 0; second < seconds; second++) {
      bench.scheduler.advance(1000);
      if (!bench.sink.states().isEmpty()) {
        rightOrNothing(firmware);
      }
    }
  }

  /** FAULTS E11. */
  @ParameterizedTest
  @EnumSource(WordOrderChoice.class)
  void swapped_from_the_start_it_is_read_right_or_not_at_all(WordOrderChoice order) {
    if (order == WordOrderChoice.LOW_WORD_FIRST) {
      return;
    }
    bench.order = order;
    file.text(105, "60.3");
    swap();
    bench.begin();
    watch(20, "60.3");
    allRight("60.3");
    assertThat(bench.sink.events(Type.WORD_ORDER_CONTRADICTS_MAP))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.details())
                    .containsEntry("documented", "high-word-first")
                    .containsEntry("proved", "high-word-first-bytes-swapped"));
    assertThat(bench.set("ems-1", 10)).isEqualTo(Bench.applied(10));
    assertThat(file.word(299)).as("10 A, as this charger takes it").isEqualTo(0x0A00);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.state().reading("set_point").number()).isEqualTo(10);
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void as_documented_it_is_read_at_once() {
    bench.begin();
    while (bench.sink.states().isEmpty()) {
      bench.scheduler.advance(100);
    }
    allRight("60.2");
    bench.scheduler.advance(5000);
    assertThat(bench.set("ems-1", 10)).isEqualTo(Bench.applied(10));
    assertThat(file.word(299)).isEqualTo(10);
    assertThat(bench.sink.events(Type.WORD_ORDER_CONTRADICTS_MAP)).isEmpty();
  }

  /** FAULTS E11. The same firmware, whose owner switches the setting on and off. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_text_that_flips_is_the_same_firmware(boolean reconnects) {
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.set("ems-1", 16)).isEqualTo(Bench.applied(16));
    for (int times = 0; times < 4; times++) {
      swap();
      if (reconnects) {
        bench.charger.cut();
      }
      watch(40, "60.2");
      allRight("60.2");
    }
    for (Type type : List.of(Type.FIRMWARE_CHANGED, Type.FIRMWARE_DIFFERS, Type.WRONG_DEVICE)) {
      assertThat(bench.sink.events(type)).as("%s", type).isEmpty();
    }
    assertThat(bench.losses()).isEmpty();
    assertThat(file.word(299)).isEqualTo(16);
  }

  /** FAULTS E11. 60.3 is another firmware than 60.2, and the map is proved on it. */
  @Test
  void an_update_that_swaps_the_bytes_is_another_firmware_once() {
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.set("ems-1", 16)).isEqualTo(Bench.applied(16));
    bench.charger.forget();
    file.text(105, "60.3");
    swap();
    bench.charger.cut();
    watch(40, "60.2", "60.3");
    allRight("60.3");
    assertThat(bench.sink.events(Type.FIRMWARE_CHANGED))
        .singleElement()
        .satisfies(event -> assertThat(event.details().get("to").toString()).endsWith(" 60.3"));
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED)).hasSize(1);
    assertThat(bench.sink.events(Type.FIRMWARE_DIFFERS)).isEmpty();
    assertThat(bench.set("ems-1", 12)).isEqualTo(Bench.applied(12));
    assertThat(file.word(299)).isEqualTo(0x0C00);
  }

  /** Nothing that tells the orders apart: no value but zeros, and no write. */
  @Test
  void without_a_reading_that_decides_nothing_is_published_or_written() {
    file.word(100, 0).word(200, 0);
    for (int address = 108; address < 114; address++) {
      file.word(address, 0);
    }
    swap();
    bench.begin();
    for (int second = 0; second < 60; second++) {
      bench.scheduler.advance(1000);
      for (String point : List.of("set_point", "power_active_phase_1", "energy_active_total")) {
        assertThat(bench.sink.state().reading(point).isValue()).as(point).isFalse();
      }
    }
    assertThat(Bench.code(bench.set("ems-1", 10))).isEqualTo(Code.NOT_WRITABLE);
    assertThat(bench.charger.writes()).isEmpty();
    file.word(100, 0x0200);
    file.word(109, 0xE700).word(111, 0xE700).word(113, 0xE700);
    bench.scheduler.advance(5000);
    assertThat(bench.sink.state().reading("energy_active_total").number()).isEqualTo(987_600);
  }
}
