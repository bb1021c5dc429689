package io.ampwire.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ampwire.map.Point;
import io.ampwire.map.Points;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * decode(encode(x)) = x, for every type in every order; the seed of a failure is in its message.
 */
class RoundTripPropertyTest {
  private static final int ROUNDS = 2000;

  private final long seed = Long.getLong("ampwire.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** FAULTS D02. */
  @ParameterizedTest
  @EnumSource(
      value = ValueType.class,
      names = {"F32", "F64", "ASCII", "UTF16"},
      mode = EnumSource.Mode.EXCLUDE)
  void whole_numbers_come_back_as_they_went(ValueType type) {
    System.out.println("round trip of " + type + ": -Dampwire.test.seed=" + seed);
    Point point = Points.of("p", 0, type);
    for (WordOrder order : WordOrder.values()) {
      for (int i = 0; i < ROUNDS; i++) {
        long value = i == 0 ? type.min() : i == 1 ? type.max() : within(type);
        assertThat(Decoder.decode(point, order, Encoder.whole(point, order, value), 0))
            .as("seed %d, %s %s %d", seed, type, order, value)
            .isEqualTo(new Reading.Whole(value));
      }
    }
  }

  /** FAULTS D02. */
  @ParameterizedTest
  @EnumSource(WordOrder.class)
  void floats_come_back_as_they_went(WordOrder order) {
    System.out.println("round trip of floats " + order + ": -Dampwire.test.seed=" + seed);
    Point single = Points.of("p", 0, ValueType.F32);
    Point wide = Points.of("p", 0, ValueType.F64);
    for (int i = 0; i < ROUNDS; i++) {
      double value = (random.nextBoolean() ? 1 : -1) * Math.pow(10, 15 * random.nextDouble() - 5);
      assertThat(Decoder.decode(single, order, Encoder.real(single, order, value), 0))
          .as("seed %d, %s", seed, value)
          .isEqualTo(new Reading.Real((float) value));
      assertThat(Decoder.decode(wide, order, Encoder.real(wide, order, value), 0))
          .as("seed %d, %s", seed, value)
          .isEqualTo(new Reading.Wide(value));
    }
  }

  /** FAULTS D03. */
  @Test
  void whatever_the_bytes_are_the_answer_is_a_reading_without_nan() {
    System.out.println("random registers: -Dampwire.test.seed=" + seed);
    byte[] bytes = new byte[24];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(bytes);
      ValueType type = ValueType.values()[random.nextInt(ValueType.values().length)];
      WordOrder order = WordOrder.values()[random.nextInt(4)];
      Reading reading = Decoder.decode(Points.of("p", 0, type), order, bytes, 2);
      if (reading.isValue() && !(reading instanceof Reading.Text)) {
        assertThat(reading.number()).as("seed %d", seed).isFinite();
      }
    }
  }

  @Test
  void the_four_orders_are_those_of_the_letters() {
    Point point = Points.of("p", 0, ValueType.U32);
    for (WordOrder order : WordOrder.values()) {
      StringBuilder letters = new StringBuilder();
      for (byte letter : Encoder.whole(point, order, 0x41424344L)) {
        letters.append((char) letter);
      }
      assertThat(letters).hasToString(order.letters());
    }
  }

  /** FAULTS C02. */
  @Test
  void a_number_that_the_type_does_not_carry_is_never_cut_down() {
    Point point = Points.of("p", 0, ValueType.U16);
    for (long value : new long[] {-1, 65536, 1L << 31, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> Encoder.whole(point, WordOrder.HIGH_WORD_FIRST, value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not carry " + value);
    }
  }

  private long within(ValueType type) {
    long bits = random.nextLong() >>> random.nextInt(64);
    long value = random.nextBoolean() ? bits : -bits;
    return Math.max(type.min(), Math.min(type.max(), value));
  }
}
