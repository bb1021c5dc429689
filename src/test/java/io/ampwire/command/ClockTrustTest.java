package io.ampwire.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockTrustTest {
  @ParameterizedTest
  @CsvSource({"0, false", "1577836800000, false", "1795374000000, true"})
  void no_clock_that_was_ever_set_is_before_this_program(long wallMillis, boolean synced) {
    assertThat(ClockTrust.synced(wallMillis)).isEqualTo(synced);
  }
}
