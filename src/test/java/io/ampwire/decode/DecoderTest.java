package io.ampwire.decode;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.Points;
import io.ampwire.map.ValueType;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  private static final Point POWER = Evlink.point("power_active_phase_tot");

  /** FAULTS D01. */
  @Test
  void the_golden_power_reads_low_word_first_and_only_so() {
    byte[] golden = hex("fec6412e");
    Reading reading = Decoder.decode(POWER, LOW_WORD_FIRST, golden, 0);
    assertThat(reading).isEqualTo(new Reading.Real(10.937201f));
    assertThat("%.3f".formatted(reading.number())).isEqualTo("10.937");
    assertThat(Decoder.decode(POWER, HIGH_WORD_FIRST, golden, 0))
        .isInstanceOf(Reading.Implausible.class);
  }

  @Test
  void a_float_stays_the_32_bits_it_was_and_is_not_widened() {
    // The contract prints it as 9.5516, but those are the bits d35b: its shortest is 9.5515995.
    assertThat(Decoder.decode(POWER, LOW_WORD_FIRST, hex("d35a4118"), 0))
        .isEqualTo(new Reading.Real(9.5515995f));
    assertThat(Decoder.decode(POWER, LOW_WORD_FIRST, hex("d35b4118"), 0))
        .isEqualTo(new Reading.Real(9.5516f));
  }

  /** FAULTS D03. */
  @ParameterizedTest
  @ValueSource(strings = {"7fc00000", "ffc00000", "7f800001", "7fffffff", "ffffffff"})
  void no_kind_of_nan_is_a_value(String bits) {
    assertThat(float32(bits)).isEqualTo(Reading.NOT_AVAILABLE);
  }

  /** FAULTS D03. */
  @ParameterizedTest
  @CsvSource({
    "7f800000, infinity",
    "ff800000, minus infinity",
    "00000001, smallest subnormal",
    "807fffff, largest negative subnormal",
    "7e967699, 1e38",
    "fe967699, -1e38"
  })
  void what_no_charger_measures_is_implausible(String bits, String what) {
    assertThat(float32(bits)).as(what).isInstanceOf(Reading.Implausible.class);
  }

  /** FAULTS D03. */
  @Test
  void minus_zero_is_zero() {
    Reading reading = float32("80000000");
    assertThat(reading).isEqualTo(new Reading.Real(0f));
    assertThat(1 / reading.number()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(decode(ValueType.F64, "8000000000000000")).isEqualTo(new Reading.Wide(0d));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7ff0000000000000", "fff0000000000000", "0000000000000001"})
  void a_wide_float_is_as_suspicious(String bits) {
    assertThat(decode(ValueType.F64, bits)).isInstanceOf(Reading.Implausible.class);
  }

  /** FAULTS D04. */
  @ParameterizedTest
  @CsvSource({"U16, ffff, 65535", "S16, 8000, -32768", "U32, ffffffff, 4294967295"})
  void all_ones_are_no_value_where_the_map_says_so_and_a_number_where_not(
      ValueType type, String bits, long raw) {
    assertThat(Decoder.decode(Points.absentAt(type, false, raw), HIGH_WORD_FIRST, hex(bits), 0))
        .isEqualTo(Reading.NOT_AVAILABLE);
    assertThat(decode(type, bits)).isEqualTo(new Reading.Whole(raw));
  }

  /** FAULTS D04. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ev_state",
        "set_point",
        "session_energy",
        "command_status",
        "energy_active_total",
        "power_active_phase_tot",
        "frequence",
        "commercial_reference"
      })
  void a_gap_of_the_device_is_never_a_value(String name) {
    byte[] gap = hex("ffff".repeat(10));
    assertThat(Decoder.decode(Evlink.point(name), HIGH_WORD_FIRST, gap, 0))
        .isEqualTo(Reading.NOT_AVAILABLE);
    assertThat(Decoder.decode(Evlink.point(name), LOW_WORD_FIRST, gap, 0))
        .isEqualTo(Reading.NOT_AVAILABLE);
  }

  /** FAULTS D04. */
  @ParameterizedTest
  @ValueSource(strings = {"error_group_bitfield", "error_code_bitfield"})
  void a_bitfield_may_have_every_bit_set(String name) {
    assertThat(Decoder.decode(Evlink.point(name), HIGH_WORD_FIRST, hex("ffffffff"), 0))
        .isEqualTo(new Reading.Whole(0xFFFFFFFFL));
  }

  @Test
  void a_sentinel_says_something_but_is_no_number() {
    Reading reading = Decoder.decode(Evlink.point("set_point"), LOW_WORD_FIRST, hex("0063"), 0);
    assertThat(reading).isEqualTo(new Reading.Unavailable("no_session"));
    assertThat(reading.number()).isNaN();
  }

  /** FAULTS D05. */
  @ParameterizedTest
  @CsvSource({"80000001, 2147483649", "fffffffe, 4294967294", "7fffffff, 2147483647"})
  void the_upper_half_of_an_unsigned_number_is_positive(String bits, long value) {
    assertThat(decode(ValueType.U32, bits)).isEqualTo(new Reading.Whole(value));
  }

  @Test
  void an_unsigned_number_beyond_2_to_the_63_is_implausible_not_negative() {
    assertThat(decode(ValueType.U64, "8000000000000000")).isInstanceOf(Reading.Implausible.class);
    assertThat(decode(ValueType.S64, "8000000000000000"))
        .isEqualTo(new Reading.Whole(Long.MIN_VALUE));
  }

  @Test
  void a_scaled_number_prints_as_people_expect() {
    assertThat(Decoder.decode(Points.scaled(ValueType.U16, 0.1), HIGH_WORD_FIRST, hex("0929"), 0))
        .isEqualTo(new Reading.Wide(234.5));
    assertThat(Decoder.decode(Points.scaled(ValueType.S16, 0.001), HIGH_WORD_FIRST, hex("ffff"), 0))
        .isEqualTo(new Reading.Wide(-0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "45564233533232, EVB3S22",
    "2045564233200000, EVB3",
    "45564233ffffff, EVB3",
  })
  void text_ends_at_padding_and_is_trimmed(String bits, String text) {
    String padded = bits + "0".repeat(40 - bits.length());
    assertThat(Decoder.decode(Evlink.point("commercial_reference"), LOW_WORD_FIRST, hex(padded), 0))
        .isEqualTo(new Reading.Text(text));
  }

  @Test
  void text_with_control_characters_is_implausible_and_blank_text_is_none() {
    Point reference = Evlink.point("commercial_reference");
    assertThat(Decoder.decode(reference, LOW_WORD_FIRST, hex("4556" + "0a".repeat(18)), 0))
        .isInstanceOf(Reading.Implausible.class);
    assertThat(Decoder.decode(reference, LOW_WORD_FIRST, hex("20".repeat(20)), 0))
        .isEqualTo(Reading.NOT_AVAILABLE);
  }

  private static Reading float32(String bits) {
    return decode(ValueType.F32, bits);
  }

  private static Reading decode(ValueType type, String bits) {
    return Decoder.decode(Points.of("p", 0, type), HIGH_WORD_FIRST, hex(bits), 0);
  }

  private static byte[] hex(String bits) {
    return HexFormat.of().parseHex(bits);
  }
}
