package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  private static Decimal of(String text) {
    return Decimal.exact(new BigDecimal(text)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16",
    "16.0, 16",
    "16.000000, 16",
    "1.6e1, 16",
    "10.50, 10.5",
    "0.00, 0",
    "-0.100, -0.1",
    "1e18, 1000000000000000000",
    "10.125, 10.125",
    "9223372036854775807, 9223372036854775807"
  })
  void equal_numbers_are_equal_and_print_shortest(String written, String shortest) {
    assertThat(of(written)).isEqualTo(of(shortest)).hasSameHashCodeAs(of(shortest));
    assertThat(of(written)).hasToString(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0001",
        "1e-4",
        "9223372036854775808",
        "1e19",
        "1e999999999",
        "1e-999999999",
        "-1e19"
      })
  void more_than_three_decimals_or_64_bits_are_none(String text) {
    assertThat(Decimal.exact(new BigDecimal(text))).isEmpty();
  }

  @Test
  void a_float_counts_as_the_decimal_that_was_meant() {
    assertThat(Decimal.nearest(10.3f)).isEqualTo(of("10.3"));
    assertThat(Decimal.nearest(0.1 + 0.2)).isEqualTo(of("0.3"));
    assertThat(Decimal.nearest(1e300)).isEqualTo(of("1e12"));
    assertThat(Decimal.nearest(-1e300)).isEqualTo(of("-1e12"));
  }

  @ParameterizedTest
  @CsvSource({"10.5, 10, 11", "10, 10, 10", "10.001, 10, 11", "-0.5, -1, 0", "0, 0, 0"})
  void whole_numbers_below_and_above(String text, long floor, long ceil) {
    assertThat(of(text).floor()).isEqualTo(floor);
    assertThat(of(text).ceil()).isEqualTo(ceil);
  }

  @ParameterizedTest
  @CsvSource({
    "10.3, 0.1, true",
    "10.25, 0.1, false",
    "10.25, 0.05, true",
    "10.301, 0.001, true",
    "10, 1, true",
    "10.5, 1, false",
    "0, 0.1, true"
  })
  void a_multiple_of_the_step_is_one_exactly(String text, String step, boolean multiple) {
    assertThat(of(text).isMultipleOf(of(step))).isEqualTo(multiple);
  }

  @ParameterizedTest
  @CsvSource({"10.34, 10.3", "10.35, 10.4", "10.26, 10.3", "10.3, 10.3"})
  void the_nearest_step(String text, String nearest) {
    assertThat(of(text).nearest(of("0.1"))).isEqualTo(of(nearest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "+1", "1.", ".5", "1e3", "1.0000", "10,5", " 1"})
  void a_text_that_is_not_plain_is_none(String text) {
    assertThat(Decimal.parse(text)).isEmpty();
  }

  @Test
  void documents_carry_whole_numbers_as_such() {
    assertThat(of("16.0").number()).isEqualTo(16L);
    assertThat(of("10.5").number()).isEqualTo(new BigDecimal("10.5"));
  }

  @Test
  void watts_of_a_limit_are_never_more_than_it() {
    StepValue watts = new StepValue.LimitWatts(1);
    assertThat(watts.of(of("10.3"))).isEqualTo(of("2369"));
    assertThat(watts.of(of("10.01"))).isEqualTo(of("2302"));
    assertThat(new StepValue.LimitWatts(3).of(of("10"))).isEqualTo(of("6900"));
  }
}
