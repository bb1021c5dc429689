package io.ampwire.demo;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST_BYTES_SWAPPED;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST_BYTES_SWAPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ampwire.map.WordOrder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterImageTest {

  @Test
  void laysAFloatOutInEachOrder() {
    assertThat(float32(HIGH_WORD_FIRST)).isEqualTo("4118 d35a");
    assertThat(float32(LOW_WORD_FIRST)).isEqualTo("d35a 4118");
    assertThat(float32(HIGH_WORD_FIRST_BYTES_SWAPPED)).isEqualTo("1841 5ad3");
    assertThat(float32(LOW_WORD_FIRST_BYTES_SWAPPED)).isEqualTo("5ad3 1841");
  }

  private static String float32(WordOrder order) {
    return hex(new RegisterImage(order).putF32(3059, 9.5515995), 3059, 2);
  }

  @Test
  void laysWholeNumbersOutInBothOrders() {
    RegisterImage high = new RegisterImage(HIGH_WORD_FIRST).putU32(10, 0xDEADBEEFL).putU64(20, 1);
    RegisterImage low = new RegisterImage(LOW_WORD_FIRST).putU32(10, 6946).putU64(20, 21008);

    assertThat(hex(high, 10, 2)).isEqualTo("dead beef");
    assertThat(hex(high, 20, 4)).isEqualTo("0000 0000 0000 0001");
    assertThat(hex(low, 10, 2)).isEqualTo("1b22 0000");
    assertThat(hex(low, 20, 4)).isEqualTo("5210 0000 0000 0000");
  }

  @Test
  void padsTextWithZerosAndLeavesItReadableInAnyOrder() {
    RegisterImage image = new RegisterImage(LOW_WORD_FIRST).putAscii(4060, 10, "EVB3S22N40M");

    assertThat(hex(image, 4060, 10)).isEqualTo("4556 4233 5332 324e 3430 4d00 0000 0000 0000 0000");
  }

  @Test
  void answersGapsInsideTheReservedRangesOnly() {
    RegisterImage image = RegisterImage.evlinkProAc(HIGH_WORD_FIRST).putU16(1, 2);

    assertThat(image.word(3110)).isEqualTo(0xFFFF);
    assertThat(image.answers(2999, 224)).isTrue();
    assertThat(image.answers(4000, 80)).isTrue();
    assertThat(image.answers(1, 1)).isTrue();
    assertThat(image.answers(1, 2)).isFalse();
    assertThat(image.answers(2998, 2)).isFalse();
    assertThat(image.answers(3222, 2)).isFalse();
    assertThat(image.answers(4079, 2)).isFalse();
    assertThat(image.answers(65535, 2)).isFalse();
    assertThatThrownBy(() -> image.word(2)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String hex(RegisterImage image, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(address -> String.format("%04x", image.word(address)))
        .collect(Collectors.joining(" "));
  }
}
