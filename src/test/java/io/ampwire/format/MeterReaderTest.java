package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.group.LimitSettings;
import io.ampwire.group.PhaseAmps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Currents of a meter by JSON pointers. */
class MeterReaderTest {
  private static final LimitSettings.Meter METER =
      new LimitSettings.Meter(
          "site/meter", List.of("/l/0/a", "/l/1/a", "/n"), 0.001, Duration.ofSeconds(15));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void each_pointer_finds_its_phase_in_the_meters_unit() {
    assertThat(MeterReader.read(METER, bytes("{\"l\":[{\"a\":1500},{\"a\":-20}],\"n\":3e3}")))
        .contains(new PhaseAmps(1.5, -0.02, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{\"l\":[{\"a\":1},{\"a\":2}]}",
        "{\"l\":[{\"a\":1},{\"a\":2}],\"n\":\"3\"}",
        "{\"l\":[{\"a\":1},{\"a\":2}],\"n\":1e999}",
        "{\"l\":[{\"a\":1},{\"a\":2}],\"n\":3",
        "{\"l\":[{\"a\":1},{\"a\":2}],\"n\":NaN}"
      })
  void what_is_not_a_number_for_each_phase_is_no_value(String payload) {
    assertThat(MeterReader.read(METER, bytes(payload))).isEmpty();
    assertThat(MeterReader.read(METER, new byte[70_000])).isEmpty();
    assertThat(MeterReader.read(METER, bytes("[".repeat(5000)))).isEmpty();
  }
}
