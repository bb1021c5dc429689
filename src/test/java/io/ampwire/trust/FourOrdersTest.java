package io.ampwire.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Capture;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The orders ABCD, CDAB, BADC and DCBA: known words by hand, and readings that prove each. */
class FourOrdersTest {
  private static final RegisterMap MAP = Evlink.MAP;

  /** A charging car whose bytes are swapped where the order says so. */
  private static Capture charging(WordOrder order) {
    WordOrder words = order.lowWordFirst() ? WordOrder.LOW_WORD_FIRST : WordOrder.HIGH_WORD_FIRST;
    RegisterFile file = new RegisterFile(MAP, words).charging();
    Capture capture = new Capture(MAP);
    for (Point point : MAP.points()) {
      byte[] bytes = file.bytes(point.address(), point.registers());
      capture.put(point, order.bytesSwapped() ? swapped(bytes) : bytes, 0);
    }
    return capture;
  }

  private static byte[] swapped(byte[] bytes) {
    byte[] swapped = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      swapped[i] = bytes[i ^ 1];
    }
    return swapped;
  }

  @ParameterizedTest
  @EnumSource
  void physics_recognises_each_order_and_no_other(WordOrder order) {
    OrderWitness witness = new OrderWitness(MAP);
    witness.observe(charging(order));

    assertThat(witness.order()).hasValue(order);
    assertThat(witness.witnesses(order, 1))
        .contains("voltage_phase_1", "current_phase_1", "power_active_phase_tot", "frequence");
  }

  @Test
  void random_words_prove_nothing() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Capture capture = new Capture(MAP);
      for (Point point : MAP.points()) {
        byte[] bytes = new byte[2 * point.registers()];
        random.nextBytes(bytes);
        capture.put(point, bytes, 0);
      }
      OrderWitness witness = new OrderWitness(MAP);
      witness.observe(capture);
      assertThat(witness.order()).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void readings_that_speak_for_two_orders_prove_neither() {
    OrderWitness witness = new OrderWitness(MAP);
    witness.observe(charging(WordOrder.LOW_WORD_FIRST));
    witness.observe(charging(WordOrder.HIGH_WORD_FIRST));

    assertThat(witness.order()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HIGH_WORD_FIRST, 43672000",
    "LOW_WORD_FIRST, 20004367",
    "HIGH_WORD_FIRST_BYTES_SWAPPED, 67430020",
    "LOW_WORD_FIRST_BYTES_SWAPPED, 00206743"
  })
  void known_words_are_laid_out_as_the_letters_say(WordOrder order, String wire) {
    // 231.125 is 0x43672000 by IEEE 754.
    TestVector known = TestVector.number(Evlink.point("voltage_phase_1"), 231.125);

    assertThat(HexFormat.of().formatHex(known.bytes(order))).isEqualTo(wire);
  }

  @Test
  void a_long_number_is_reversed_word_by_word() {
    TestVector known = TestVector.number(Evlink.point("energy_active_total"), 0x1_2345_6789L);

    assertThat(HexFormat.of().formatHex(known.bytes(WordOrder.LOW_WORD_FIRST)))
        .isEqualTo("6789234500010000");
    assertThat(HexFormat.of().formatHex(known.bytes(WordOrder.HIGH_WORD_FIRST)))
        .isEqualTo("0000000123456789");
  }

  @Test
  void every_point_has_known_words_that_tell_all_orders_apart() {
    for (Point point : MAP.points()) {
      TestVector known = TestVector.of(point);
      for (WordOrder one : WordOrder.values()) {
        for (WordOrder other : WordOrder.values()) {
          boolean same =
              one == other
                  || point.type().registers() == 0
                  || (point.registers() == 1 && one.bytesSwapped() == other.bytesSwapped());
          assertThat(known.alike(one, other)).as(point.name() + one + other).isEqualTo(same);
        }
      }
    }
  }

  @Test
  void words_that_come_back_in_another_order_contradict_the_coding() {
    TransportJudge judge = new TransportJudge(MAP);
    Point point = Evlink.point("voltage_phase_1");
    for (WordOrder order : WordOrder.values()) {
      TestVector known = TestVector.of(point);
      judge.came(known, order, 0, "", known.bytes(order.reversed()));
    }

    assertThat(evidence(judge, point).contradictions())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.aspect()).isEqualTo(Aspect.CODING);
              assertThat(check.detail()).contains("ABCD read as CDAB gives the known value too");
            });
  }

  @Test
  void a_server_that_takes_no_writes_leaves_the_coding_open() {
    TransportJudge judge = new TransportJudge(MAP);
    Point point = Evlink.point("voltage_phase_1");
    judge.foreign(point, 0, new byte[4], "exception 1");

    assertThat(evidence(judge, point).confirms(Aspect.READ)).isTrue();
    assertThat(evidence(judge, point).confirms(Aspect.CODING)).isFalse();
    assertThat(evidence(judge, point).contradictions()).isEmpty();
  }

  private static PointEvidence evidence(TransportJudge judge, Point point) {
    return judge.points().stream()
        .filter(p -> p.point().equals(point.name()))
        .findFirst()
        .orElseThrow();
  }
}
