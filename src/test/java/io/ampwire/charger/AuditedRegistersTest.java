package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.decode.RegisterFile;
import io.ampwire.faults.Maps;
import io.ampwire.map.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Registers by the address and the words that makers, drivers and owners give, where a shipped map
 * was once wrong about them or lacked them. Nothing here is taken from the maps but names.
 */
class AuditedRegistersTest {
  private final Bench bench = new Bench();

  private double number(String point) {
    return bench.sink.state().reading(point).number();
  }

  private List<Integer> written(int address) {
    return bench.charger.writes().stream()
        .filter(write -> write.address() == address)
        .map(ScriptedCharger.Written::value)
        .toList();
  }

  private RegisterFile keba(String map) {
    RegisterFile file = bench.device(map);
    for (int address = 1000; address < 1700; address++) {
      file.word(address, 0);
    }
    file.words(1000, 3);
    file.words(1004, 7);
    file.words(1036, 7_747_835);
    file.words(1502, 65_300);
    file.words(1550, 3);
    file.words(1552, 1);
    file.words(1600, 10_000);
    file.words(1602, 30);
    file.word(5004, 10_000);
    bench.charger.latency(20);
    return file;
  }

  /**
   * 5016 takes the fallback current in mA, 5020 keeps it over a restart (a library page on the P30;
   * evcc issue 22262), 5050 takes the source of phase switching (3 is Modbus) and 5052 the phases
   * (0 one, 1 three; OpenEMS, evcc).
   */
  @ParameterizedTest
  @CsvSource({
    "failsafe_current_set, 10, 5016, 10000",
    "failsafe_persist, 1, 5020, 1",
    "phase_switch_source_set, 3, 5050, 3",
    "phase_switch, 0, 5052, 0",
    "phase_switch, 1, 5052, 1"
  })
  void what_a_keba_takes_goes_to_its_register(String name, long value, int address, int word) {
    for (String map : List.of("keba-kecontact-p30", "keba-kecontact-p40")) {
      AuditedRegistersTest one = new AuditedRegistersTest();
      one.keba(map);
      one.bench.extras = Set.of(name);
      one.bench.begin();
      one.bench.scheduler.advance(30_000);
      one.bench.send(name, value);
      one.bench.scheduler.advance(9_000);
      assertThat(one.bench.outcome()).as(map).isInstanceOf(Outcome.Applied.class);
      assertThat(one.bench.charger.writes()).as(map).hasSize(1);
      assertThat(one.written(address)).as(map).containsExactly(word);
    }
  }

  /** 5016 takes 6 to 32 A or 0; nothing else is written there, nor without the permission. */
  @Test
  void a_fallback_of_a_keba_above_the_outlet_is_refused() {
    keba("keba-kecontact-p30");
    bench.extras = Set.of("failsafe_current_set");
    bench.maxCurrent = java.util.OptionalLong.of(16);
    bench.begin();
    bench.scheduler.advance(30_000);
    bench.send("failsafe_current_set", 32);
    bench.scheduler.advance(9_000);
    bench.send("phase_switch", 1);
    bench.scheduler.advance(9_000);
    assertThat(Bench.code(bench.outcome(0))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(Bench.code(bench.outcome(1))).isEqualTo(Code.NOT_WRITABLE);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** 1036 and 1502 count 0.1 Wh (OpenEMS' registers of a P40, evcc, nymea); 1552 reads 1. */
  @ParameterizedTest
  @ValueSource(strings = {"keba-kecontact-p30", "keba-kecontact-p40"})
  void a_keba_counts_tenths_of_a_watt_hour(String map) {
    keba(map);
    bench.begin();
    bench.scheduler.advance(120_000);
    assertThat(number("energy_active_total")).isEqualTo(774_783.5);
    assertThat(number("session_energy")).isEqualTo(6_530);
    assertThat(number("phase_switch_source")).isEqualTo(3);
    assertThat(number("phase_switch_state")).isEqualTo(1);
    assertThat(number("failsafe_current")).isEqualTo(10);
    assertThat(number("failsafe_timeout")).isEqualTo(30);
  }

  /** By OpenEMS bits 0 to 15 of the errors are at 112 and the others at 111. */
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "0, 0x8000, 32768", "1, 0, 65536", "0x8000, 0, 2147483648"})
  void the_error_words_of_a_bender_have_their_high_word_first(String at111, String at112, long is) {
    RegisterFile file = bench.device("bender-cc612");
    for (int address = 100; address < 1300; address++) {
      file.word(address, 0);
    }
    file.word(111, Integer.decode(at111)).word(112, Integer.decode(at112));
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(number("error_bitfield_4")).isEqualTo(is);
  }

  private RegisterFile peblar() {
    RegisterFile file = bench.device("peblar");
    bench.acceptNoFailsafe = true;
    for (int address = 30_000; address < 30_120; address++) {
      file.word(address, 0);
    }
    file.word(40_000, 0).word(40_001, 16_000).word(40_002, 0).word(30_092, 1);
    file.words(30_002, 434_200);
    file.words(30_006, 5_370);
    file.words(30_008, 1196);
    file.words(30_014, 1196);
    file.words(30_016, 226);
    file.words(30_022, 5370);
    file.text(30_062, "6004-2300-8002");
    file.text(30_074, "1.8.0+1+WL-1");
    file.word(30_110, 67);
    return file;
  }

  /** Session energy is at 30004, in four registers (evcc). */
  @Test
  void a_peblar_has_its_session_energy_at_30004() {
    peblar();
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(number("session_energy")).isEqualTo(5_370);
    assertThat(number("energy_active_total")).isEqualTo(434_200);
    assertThat(number("current_phase_1")).isEqualTo(5.37);
    assertThat(number("voltage_phase_1")).isEqualTo(226);
  }

  /** Powers and currents are signed 32-bit numbers: all ones are -1 W and no four gigawatts. */
  @Test
  void a_small_negative_power_of_a_peblar_is_none_of_gigawatts() {
    RegisterFile file = peblar();
    file.words(30_008, -1);
    file.words(30_014, -1);
    bench.begin();
    bench.scheduler.advance(20_000);
    Reading power = bench.sink.state().reading("power_active_phase_tot");
    assertThat(power.absence()).get().asString().contains("reads 0.001 kW");
  }

  /** Firmware 1.8.0 answered exception 4 to writes of the limit (evcc issue 23149). */
  @Test
  void a_peblar_that_answers_exception_4_to_its_limit_is_not_under_control() {
    peblar();
    bench.charger.refuseWrite("set_point", 4);
    bench.online();
    Outcome outcome = bench.set("ems-1", 10);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(Bench.code(outcome)).isEqualTo(Code.DEVICE_EXCEPTION);
    assertThat(((Outcome.Failed) outcome).modbus()).hasValue(4);
    assertThat(bench.sink.events(ChargerEvent.Type.CONTROL_TAKEN)).isEmpty();
    assertThat(bench.sink.state().control().state().held()).isFalse();
    assertThat(bench.charger.registers().word(40_001)).isEqualTo(16_000);
  }

  /** A three-phase charge of a go-eCharger with 231 V and 16 A. */
  private RegisterFile goe() {
    RegisterFile file = bench.device("go-e-charger");
    bench.acceptNoFailsafe = true;
    for (int address = 100; address < 400; address++) {
      file.word(address, 0);
    }
    file.word(100, 2).word(299, 16).word(200, 1).word(332, 2);
    for (int phase = 0; phase < 3; phase++) {
      file.words(108 + 2 * phase, 231);
      file.words(114 + 2 * phase, 160);
      file.words(146 + 2 * phase, 36_960);
    }
    file.words(120, 1_108_800);
    return file;
  }

  /** 120 counts 0.01 W and 146 to 150 count 0.1 W; owners read negative power (issue 175). */
  @Test
  void the_power_of_a_go_e_is_signed() {
    RegisterFile file = goe();
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(number("power_active_phase_tot")).isEqualTo(11.088);
    assertThat(number("power_active_phase_1")).isEqualTo(3.696);
    for (int phase = 0; phase < 3; phase++) {
      file.words(114 + 2 * phase, 0);
      file.words(146 + 2 * phase, -30);
    }
    file.words(120, -900);
    bench.scheduler.advance(5_000);
    assertThat(number("power_active_phase_tot")).isEqualTo(-0.009);
    assertThat(number("power_active_phase_1")).isEqualTo(-0.003);
  }

  /** FAULTS E10. The total is wrong while one phase charges, the phases are right (issue 302). */
  @ParameterizedTest
  @ValueSource(longs = {36_960, 3_696, 3_696_000, 1_108_800, 123_200, 1_400_000})
  void a_total_of_a_go_e_that_is_far_off_on_one_phase_is_not_published(long total) {
    RegisterFile file = goe();
    for (int phase = 1; phase < 3; phase++) {
      file.words(114 + 2 * phase, 0);
      file.words(146 + 2 * phase, 0);
    }
    file.words(120, total);
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.state().reading("power_active_phase_tot").isValue()).isFalse();
    assertThat(number("power_active_phase_1")).isEqualTo(3.696);
    List<ChargerEvent> told = new ArrayList<>();
    told.addAll(bench.sink.events(ChargerEvent.Type.SCALE_CONTRADICTS_MAP));
    told.addAll(bench.sink.events(ChargerEvent.Type.POWER_CONTRADICTS_CURRENT));
    assertThat(told)
        .singleElement()
        .satisfies(
            event -> assertThat(event.details()).containsEntry("point", "power_active_phase_tot"));
    bench.send("set_point", 10);
    bench.scheduler.advance(10_000);
    assertThat(bench.outcome()).as("control goes on").isEqualTo(Bench.applied(10));
    file.words(120, 369_600);
    bench.scheduler.advance(8_000);
    assertThat(number("power_active_phase_tot")).isEqualTo(3.696);
  }

  /** A beta of firmware 60 refused 200, 299 and 332 (issue 286). */
  @Test
  void a_go_e_that_refuses_its_settings_is_read_and_not_controlled() {
    goe();
    for (String name : List.of("allow_charging", "set_point", "phase_switch")) {
      bench.charger.refuseRead(name, 2).refuseWrite(name, 2);
    }
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.sink.events(ChargerEvent.Type.POINT_UNSUPPORTED))
        .extracting(event -> event.details().get("address"))
        .containsExactlyInAnyOrder(200, 299, 332);
    assertThat(number("power_active_phase_tot")).isEqualTo(11.088);
    Outcome outcome = bench.set("ems-1", 10);
    assertThat(outcome).isNotInstanceOf(Outcome.Applied.class);
    assertThat(bench.sink.events(ChargerEvent.Type.CONTROL_TAKEN)).isEmpty();
  }

  /**
   * 1289 to 1292 are one number of 64 bits with its high word first. A value at 1301 outside 6..80
   * withdraws the release at 1300. This device gives it back only when it is asked to.
   */
  @Test
  void a_charx_that_was_paused_is_released_again_with_its_limit() {
    RegisterFile file = bench.device("phoenix-contact-charx-sec");
    for (int address = 100; address < 1400; address++) {
      file.word(address, 0);
    }
    file.text(100, "CHARX SEC-3100");
    file.text(110, "1.7.3");
    file.text(1299, "C2");
    file.word(114, 1).word(1292, 5000).word(1300, 1).word(1301, 16).word(1306, 6).word(1307, 60);
    for (int phase = 0; phase < 3; phase++) {
      file.words(1232 + 2 * phase, 230_000);
      file.words(1238 + 2 * phase, 10_000);
    }
    file.words(1244, 6_900_000);
    bench.charger.onWrite(
        (address, value) -> {
          if (address == 1301 && (value < 6 || value > 80)) {
            file.word(1300, 0);
          }
        });
    bench.begin();
    bench.scheduler.advance(10_000);
    assertThat(number("session_energy")).isEqualTo(5_000);
    for (long amps : new long[] {10, 0}) {
      bench.send("set_point", amps);
      bench.scheduler.advance(60_000);
      assertThat(file.word(1300)).isEqualTo(amps == 0 ? 0 : 1);
    }
    bench.send("set_point", 12);
    bench.scheduler.advance(60_000);
    assertThat(file.word(1300)).isEqualTo(1);
    assertThat(file.word(1301)).isEqualTo(12);
    assertThat(bench.losses()).isEmpty();
  }

  /**
   * The name of an AMTRON has its low byte first; an owner's is called AMTRON (README of a driver).
   */
  @Test
  void the_name_of_an_amtron_is_read_with_its_low_byte_first() {
    RegisterFile file = bench.device("mennekes-amtron-hcc3");
    for (int address = 0x300; address < 0x340; address++) {
      file.word(address, 0);
    }
    file.word(0x302, 1).word(0x303, 4).word(0x308, 3).word(0x309, 32).word(0x30A, 16);
    file.word(0x311, 'M' << 8 | 'A').word(0x312, 'R' << 8 | 'T').word(0x313, 'N' << 8 | 'O');
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.state().reading("wallbox_name")).isEqualTo(new Reading.Text("AMTRON"));
  }

  /** 1552 of a P40 reads 1 with one phase and 3 with three (the maker's guide V1.02, 3.7.2). */
  @Test
  void the_phases_of_a_keba_p40_are_read_as_its_guide_says() {
    Point phases = Maps.of("keba-kecontact-p40").point("phase_switch_state").orElseThrow();
    assertThat(phases.address()).isEqualTo(1552);
    assertThat(phases.label(1)).hasValue("one");
    assertThat(phases.label(3)).hasValue("three");
    assertThat(phases.label(0)).isEmpty();
  }
}
