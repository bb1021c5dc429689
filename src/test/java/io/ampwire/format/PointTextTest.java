package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PointTextTest {
  static Stream<Arguments> readings() {
    return Stream.of(
        Arguments.of(new Reading.Real(9.5516f), "9.5516"),
        Arguments.of(new Reading.Real(2.0E-3f), "0.002"),
        Arguments.of(new Reading.Whole(16), "16"),
        Arguments.of(new Reading.Wide(0.1), "0.1"),
        Arguments.of(new Reading.Text("EVB3S22N4A"), "EVB3S22N4A"),
        Arguments.of(Reading.NOT_AVAILABLE, ""),
        Arguments.of(new Reading.Implausible("1e38"), ""));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void a_point_is_bare_text_and_no_value_is_an_empty_message(Reading reading, String text) {
    byte[] payload =
        new JsonDocuments("boot", io.ampwire.trust.TrustBook.EMPTY)
            .encode(new Document.PointValue(new ChargerId("bay-01"), "power", reading));
    assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo(text);
  }
}
