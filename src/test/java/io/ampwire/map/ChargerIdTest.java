package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChargerIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "#", "a/b", "$sys", "..", "%00", "\u0000", "Bay", "-a", "bay 1", "bäy"})
  void no_charger_is_called_so(String text) {
    assertThat(ChargerId.isLegal(text)).isFalse();
    assertThat(ChargerId.isLegal("bay" + text + "/")).isFalse();
  }

  @Test
  void an_endless_name_is_no_chargers_either() {
    assertThat(ChargerId.isLegal("a".repeat(65536))).isFalse();
    assertThat(ChargerId.isLegal("a".repeat(33))).isFalse();
    assertThat(ChargerId.isLegal("a".repeat(32))).isTrue();
    assertThat(ChargerId.isLegal("bay-01\n")).isFalse();
  }
}
