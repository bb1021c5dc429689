package io.ampwire.decode;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ampwire.format.MapReader;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.Points;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes that hide in a register, and quantities whose register counts in another unit. */
class CodingTest {
  private static final String HEAD =
      """
      schema: 1
      id: coded
      title: Coded
      revision: 1
      licence: Apache-2.0
      sources: [{ mark: D, kind: document, title: D }]
      link: { unit: 1, word-order: high-word-first }
      points:
      """;
  private static final RegisterMap MAP =
      ((MapReader.Parsed)
              MapReader.read(
                  "coded.yaml",
                  HEAD
                      + "  - { name: pilot, address: 0, type: ASCII, registers: 5,"
                      + " texts: { A: 0, B1: 1 }, labels: { 0: a, 1: b1 }, sources: [D] }\n"
                      + "  - { name: packed, address: 10, type: U32, bits: { from: 8, count: 7 },"
                      + " labels: { 4: charging }, sources: [D] }\n"))
          .map();

  @ParameterizedTest
  @CsvSource({"41000000000000000000, 0", "42310000000000000000, 1", "42312020202020202020, 1"})
  void a_state_in_letters_is_a_code(String registers, long code) {
    assertThat(decode("pilot", HIGH_WORD_FIRST, registers)).isEqualTo(new Reading.Whole(code));
  }

  @Test
  void letters_that_the_map_does_not_know_are_implausible_and_none_are_none() {
    assertThat(decode("pilot", HIGH_WORD_FIRST, "46000000000000000000"))
        .isEqualTo(new Reading.Implausible("unknown text 'F'"));
    assertThat(decode("pilot", HIGH_WORD_FIRST, "00000000000000000000"))
        .isEqualTo(Reading.NOT_AVAILABLE);
  }

  @Test
  void a_state_beside_flags_is_cut_out_in_the_order_of_the_registers() {
    assertThat(decode("packed", HIGH_WORD_FIRST, "ab00847f")).isEqualTo(new Reading.Whole(4));
    assertThat(decode("packed", LOW_WORD_FIRST, "847fab00")).isEqualTo(new Reading.Whole(4));
    assertThat(decode("packed", HIGH_WORD_FIRST, "ffffffff")).isEqualTo(Reading.NOT_AVAILABLE);
  }

  @Test
  void a_scaled_float_prints_as_people_expect() {
    Point power = Points.scaled(ValueType.F32, 0.001);
    assertThat(Decoder.decode(power, HIGH_WORD_FIRST, hex("46153e66"), 0))
        .isEqualTo(new Reading.Wide(9.5516));
    assertThat(Decoder.decode(power, HIGH_WORD_FIRST, hex("7fc00000"), 0))
        .isEqualTo(Reading.NOT_AVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "U16, 0.001, 16, 3e80",
    "U32, 0.001, 16, 00003e80",
    "U16, 0.1, 16, 00a0",
    "U16, 1, 16, 0010",
    "F32, 1, 16, 41800000",
    "F32, 0.001, 16, 467a0000",
    "U16, 0.001, 10.3, 283c",
    "S32, 0.001, 10.001, 00002711",
    "U16, 0.1, 10.3, 0067",
    "U16, 0.01, 31.99, 0c7f",
    "F32, 1, 10.3, 4124cccd",
    "F32, 0.001, 10.3, 4620f000",
    "F64, 1, 10.3, 402499999999999a",
  })
  void amperes_are_written_in_the_unit_of_the_register(
      ValueType type, double scale, String amps, String registers) {
    Point point = Points.scaled(type, scale);
    Decimal value = Decimal.parse(amps).orElseThrow();
    byte[] written = Encoder.quantity(point, HIGH_WORD_FIRST, value);
    assertThat(HexFormat.of().formatHex(written)).isEqualTo(registers);
    double read = Decoder.decode(point, HIGH_WORD_FIRST, written, 0).number();
    assertThat(point.decimal(read)).isEqualTo(value);
  }

  @Test
  void what_the_register_cannot_say_exactly_is_not_written() {
    assertThatThrownBy(
            () ->
                Encoder.quantity(Points.scaled(ValueType.U16, 10), HIGH_WORD_FIRST, Decimal.of(6)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                Encoder.quantity(
                    Points.scaled(ValueType.U16, 0.1),
                    HIGH_WORD_FIRST,
                    Decimal.parse("10.25").orElseThrow()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                Encoder.quantity(
                    Points.scaled(ValueType.U16, 0.0001), HIGH_WORD_FIRST, Decimal.of(16)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Reading decode(String name, WordOrder order, String registers) {
    return Decoder.decode(MAP.point(name).orElseThrow(), order, hex(registers), 0);
  }

  private static byte[] hex(String bits) {
    return HexFormat.of().parseHex(bits);
  }
}
