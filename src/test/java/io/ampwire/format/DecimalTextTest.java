package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  private static final int STRIDE = 10_007;

  private final DecimalText text = new DecimalText();

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "230, 230.0",
    "-12.5, -12.5",
    "0.001, 0.001",
    "8.6639185, 8.6639185",
    "9999999, 9999999.0",
    "16777216, 1.6777216E7",
    "0.0009, 9.0E-4"
  })
  void a_float_has_its_shortest_decimal(float number, String decimal) {
    assertThat(real(number)).isEqualTo(decimal);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "1234567.891, 1234567.891",
    "-23.05, -23.05",
    "10000000, 1.0E7",
    "0.0009, 9.0E-4"
  })
  void a_double_has_its_shortest_decimal(double number, String decimal) {
    assertThat(wide(number)).isEqualTo(decimal);
  }

  @ParameterizedTest
  @ValueSource(floats = {1, -1})
  void floats_of_every_size_read_as_jackson_writes_them(float sign) {
    int last = Float.floatToRawIntBits(1e8f);
    for (int bits = Float.floatToRawIntBits(1e-4f); bits < last; bits += STRIDE) {
      float number = sign * Float.intBitsToFloat(bits);

      assertThat(real(number)).isEqualTo(NumberOutput.toString(number, true));
    }
  }

  @Test
  void powers_of_two_whose_neighbours_are_unevenly_far_read_as_jackson_writes_them() {
    for (int exponent = -12; exponent < 26; exponent++) {
      for (float number = Math.scalb(1f, exponent), i = 0; i < 3; i++) {
        assertThat(real(number)).isEqualTo(NumberOutput.toString(number, true));
        number = Math.nextUp(number);
      }
    }
  }

  @Test
  void doubles_of_few_and_of_many_digits_read_as_jackson_writes_them() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      double few = random.nextLong(1_000_000_000) / Math.pow(10, random.nextInt(12));
      for (double number : new double[] {few, Math.nextUp(few), few * 0.1, random.nextDouble()}) {
        assertThat(wide(number)).isEqualTo(NumberOutput.toString(number, true));
      }
    }
  }

  private String real(float number) {
    return new String(Json.document(json -> text.write(json, number)), StandardCharsets.US_ASCII);
  }

  private String wide(double number) {
    return new String(Json.document(json -> text.write(json, number)), StandardCharsets.US_ASCII);
  }
}
