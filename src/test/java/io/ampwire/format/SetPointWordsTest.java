package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Decoder;
import io.ampwire.decode.Encoder;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WriteRule;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What 10 A look like in the set point of each charger whose register counts no whole amperes, by
 * what its maker or a driver writes there. Addresses and words come from those sources.
 */
class SetPointWordsTest {
  @ParameterizedTest
  @CsvSource({
    "heidelberg-energy-control, 261, 0064, tenths",
    "amperfied-connect, 261, 0064, tenths",
    "mennekes-amtron-4you, 1001, 0064, tenths",
    "abl-em4, 12338, 0064, tenths",
    "daheimladen, 91, 0064, tenths",
    "em2go, 91, 0064, tenths",
    "nrgkick-gen2, 194, 0064, tenths",
    "sungrow-ac011e, 21202, 0064, the driver multiplies by 10 though its remark says 0.01 A",
    "solax-x3-evc, 1576, 03e8, hundredths",
    "openwb-series2, 10171, 03e8, hundredths",
    "keba-kecontact-p30, 5004, 2710, mA",
    "kathrein-kwb, 162, 2710, mA",
    "abb-terra-ac, 16640, 00002710, mA in two registers",
    "peblar, 40000, 00002710, mA in two registers",
    "alfen-eve-ng9xx, 1210, 41200000, a float",
    "etrel-inch, 8, 41200000, a float",
    "innogy-ebox, 1012, 41200000, a float for each phase"
  })
  void ten_amperes_are_the_words_that_the_source_writes(
      String id, int address, String words, String counts) {
    RegisterMap map = Files.library().maps().get(id);
    Point point = map.point(map.setPoint().orElseThrow().point()).orElseThrow();
    assertThat(point.address()).isEqualTo(address);
    assertThat(
            HexFormat.of().formatHex(Encoder.quantity(point, map.link().order(), Decimal.of(10))))
        .as(counts)
        .isEqualTo(words);
  }

  /** 10.3 A, where the driver of evcc writes decimals (each has a MaxCurrentMillis). */
  @ParameterizedTest
  @CsvSource({
    "heidelberg-energy-control, 0067",
    "amperfied-connect, 0067",
    "mennekes-amtron-4you, 0067",
    "abl-em4, 0067",
    "cfos-power-brain, 0067",
    "daheimladen, 0067",
    "nrgkick-gen2, 0067",
    "sungrow-ac011e, 0067",
    "solax-x3-evc, 0406",
    "openwb-series2, 0406",
    "sigenergy-evac, 00000406",
    "keba-kecontact-p30, 283c",
    "keba-kecontact-p40, 283c",
    "kathrein-kwb, 283c",
    "enovates-eno-one, 283c",
    "abb-terra-ac, 0000283c",
    "peblar, 0000283c",
    "eprowallbox, 0000283c",
    "alfen-eve-ng9xx, 4124cccd"
  })
  void tenths_of_an_ampere_are_the_words_that_the_source_writes(String id, String words) {
    Point point = Files.library().maps().get(id).setPointPoint().orElseThrow();
    Decimal amps = Decimal.parse("10.3").orElseThrow();
    assertThat(point.write().orElseThrow().allows(amps, OptionalLong.empty())).isTrue();
    assertThat(HexFormat.of().formatHex(Encoder.quantity(point, WordOrder.HIGH_WORD_FIRST, amps)))
        .isEqualTo(words);
  }

  /**
   * Registers of whole amperes, and a charger that may refuse tenths: the driver of EM2GO writes
   * 6.1 A to find out whether the firmware takes them.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "schneider-evlink-pro-ac",
        "bender-cc612",
        "go-e-charger",
        "mennekes-amtron-hcc3",
        "phoenix-contact-charx-sec",
        "vestel-evc04",
        "webasto-next",
        "victron-evcs",
        "em2go"
      })
  void whole_amperes_stay_whole(String id) {
    Point point = Files.library().maps().get(id).setPointPoint().orElseThrow();
    Decimal amps = Decimal.parse("10.5").orElseThrow();
    assertThat(point.write().orElseThrow().allows(amps, OptionalLong.empty())).isFalse();
  }

  /** So a written value is never taken for another controller's, whatever the scale or float. */
  @ParameterizedTest
  @EnumSource(WordOrder.class)
  void each_value_that_a_map_takes_reads_back_as_itself(WordOrder order) {
    int values = 0;
    for (RegisterMap map : Files.library().maps().values()) {
      Optional<Point> point = map.setPointPoint();
      Optional<Decimal> step = point.flatMap(Point::write).flatMap(WriteRule::step);
      if (step.isEmpty()) {
        continue;
      }
      Range range = point.get().write().orElseThrow().range().orElseThrow();
      for (long i = 0; step.get().times(i).toDouble() <= range.max(); i++) {
        Decimal amps = step.get().times(i);
        byte[] words = Encoder.quantity(point.get(), order, amps);
        double read = Decoder.decode(point.get(), order, words, 0).number();
        if (!point.get().decimal(read).equals(amps)) {
          throw new AssertionError(map.id() + ": " + amps + " reads back " + read);
        }
        values++;
      }
    }
    assertThat(values).isGreaterThan(100_000);
  }
}
