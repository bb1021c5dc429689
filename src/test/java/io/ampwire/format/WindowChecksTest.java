package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stretches that may be read in one go. */
class WindowChecksTest {
  private static final String RIGHT = Files.library().texts().get(Files.SHIPPED);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from: 2999, to: 3222|from: 5000, to: 5100|no point lies inside",
        "from: 2999, to: 3222|from: 2999, to: 4005|link.windows.1: overlaps 2999..4005",
        "from: 2999, to: 3222|from: 3222, to: 2999|ends before it begins",
        "max-registers: 125|block-reads: false|block-reads is false",
      })
  void a_window_that_no_read_uses_is_a_fault(String right, String wrong, String said) {
    assertThat(MapReader.read("map.yaml", RIGHT.replace(right, wrong)).toString()).contains(said);
  }
}
