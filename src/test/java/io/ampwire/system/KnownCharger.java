package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A charger in the middle of a session whose every value is known, and obeys physics. Values of two
 * registers use both, so that a swapped pair cannot pass.
 */
final class KnownCharger {
  private static final float[] AMPS = {13.484f, 13.441f, 13.381f};
  private static final float[] VOLTS = {236.0f, 238.9f, 237.0f};
  private static final double FACTOR = 0.98;
  private static final Map<String, String> LAYOUT =
      Map.of("U16", "u16", "U32BE", "u32", "U64BE", "u64", "F32BE", "f32");

  private final List<Known> all = new ArrayList<>();

  /** One point: what the server holds and what the topic must say. */
  private record Known(String name, int address, String type, Number value) {}

  KnownCharger() {
    u16("ev_state", 1, 8);
    u16("ocpp_status", 150, 3);
    u16("ev_presence", 1150, 1);
    u16("major_version_digit", 1212, 3);
    u16("minor_version_digit", 1213, 4);
    u16("build_version_digit", 1214, 13);
    meter();
    u16("lifebit", 4000, 0);
    u16("set_command", 4001, 8);
    u32("command_status", 4002, 0x0001_0002L);
    u16("set_point", 4004, 16);
    u16("degraded_set_point_mono", 4005, 10);
    u16("degraded_set_point_tri", 4006, 8);
    u32("contactor_charging_time", 4007, 70_001);
    u32("session_charging_time", 4009, 68_002);
    u16("last_stop_cause", 4011, 2);
    u32("session_energy", 4012, 75_003);
    u32("error_group_bitfield", 4020, 0x0002_0001L);
    u32("error_code_bitfield", 4022, 0x8000_0004L);
    all.add(new Known("energy_active_total", 3203, "U64BE", 0x1_2345_6789L));
  }

  private void meter() {
    double apparent = 0;
    for (int i = 0; i < 3; i++) {
      double kva = AMPS[i] * VOLTS[i] / 1000;
      apparent += kva;
      f32("current_phase_" + (i + 1), 2999 + 2 * i, AMPS[i]);
      f32("voltage_phase_" + (i + 1), 3027 + 2 * i, VOLTS[i]);
      f32("power_active_phase_" + (i + 1), 3053 + 2 * i, kva * FACTOR);
    }
    f32("current_phase_avg", 3009, (AMPS[0] + AMPS[1] + AMPS[2]) / 3);
    f32("voltage_phase_avg", 3035, (VOLTS[0] + VOLTS[1] + VOLTS[2]) / 3);
    f32("power_active_phase_tot", 3059, apparent * FACTOR);
    f32("power_reactive_tot", 3067, apparent * Math.sqrt(1 - FACTOR * FACTOR));
    f32("power_apparent_tot", 3075, apparent);
    f32("power_factor", 3083, FACTOR);
    f32("frequence", 3109, 50.01);
  }

  private void u16(String name, int address, int value) {
    all.add(new Known(name, address, "U16", value));
  }

  private void u32(String name, int address, long value) {
    all.add(new Known(name, address, "U32BE", value));
  }

  private void f32(String name, int address, double value) {
    all.add(new Known(name, address, "F32BE", (float) value));
  }

  /** Every point of the state document: the table's and the total energy. */
  List<String> names() {
    return all.stream().map(Known::name).toList();
  }

  /** The registers; everything else reads zero, the commercial reference too. */
  Words words(boolean lowWordFirst) {
    Words words = new Words(lowWordFirst);
    for (Known known : all) {
      switch (LAYOUT.get(known.type)) {
        case "u16" -> words.u16(known.address, known.value.intValue());
        case "u32" -> words.u32(known.address, known.value.longValue());
        case "u64" -> words.u64(known.address, known.value.longValue());
        default -> words.f32(known.address, known.value.floatValue());
      }
    }
    return words;
  }

  /** The 34 points are the published table's, name by name and address by address. */
  void assertIsThePublishedTable() throws IOException {
    try (InputStream seed =
        KnownCharger.class.getResourceAsStream("/seed/schneider-evlink-pro-ac.txt")) {
      List<String> rows =
          new String(seed.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.matches("\\| \\w+ \\| \\d+ \\|.*"))
              .map(line -> line.split("\\|"))
              .map(cell -> cell[1].strip() + " " + cell[2].strip() + " " + cell[3].strip())
              .toList();
      assertThat(rows).hasSize(34);
      assertThat(all.stream().map(k -> k.name + " " + k.address + " " + k.type))
          .containsAll(rows)
          .hasSize(35);
    }
  }

  /** Every point of the state document has its value, floats to the last bit. */
  void assertEquals(JsonNode state) {
    for (Known known : all) {
      JsonNode said = state.get(known.name);
      assertThat(said).as(known.name).isNotNull();
      assertThat(said.isNumber()).as("%s is a number: %s", known.name, said).isTrue();
      if (known.value instanceof Float real) {
        assertThat(Float.parseFloat(said.asText())).as(known.name).isEqualTo(real);
      } else {
        assertThat(said.isIntegralNumber()).as(known.name).isTrue();
        assertThat(said.longValue()).as(known.name).isEqualTo(known.value.longValue());
      }
    }
  }
}
