package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of a Sparkplug host application. */
class HostStateTextTest {
  private static Optional<HostStateText> read(String text) {
    return HostStateText.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void it_has_a_truth_value_and_a_time_in_any_order() {
    assertThat(read("{\"online\":true,\"timestamp\":1668114759262}"))
        .contains(new HostStateText(true, 1_668_114_759_262L));
    assertThat(read(" { \"x\": [1,{}], \"timestamp\" : 5, \"online\" : false } "))
        .contains(new HostStateText(false, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ONLINE",
        "null",
        "[]",
        "{}",
        "{\"online\":true}",
        "{\"timestamp\":5}",
        "{\"online\":\"true\",\"timestamp\":5}",
        "{\"online\":1,\"timestamp\":5}",
        "{\"online\":true,\"timestamp\":5.5}",
        "{\"online\":true,\"timestamp\":99999999999999999999}",
        "{\"online\":true,\"timestamp\":5",
        "{\"online\":true,\"timestamp\":5}{}",
      })
  void anything_else_is_no_state(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void a_long_text_is_not_read() {
    assertThat(read("{\"online\":true,\"timestamp\":5}" + " ".repeat(1_024))).isEmpty();
  }
}
