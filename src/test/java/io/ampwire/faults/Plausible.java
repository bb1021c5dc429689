package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.map.Point;

/** What every published value has to be, whatever was on the wire. */
public final class Plausible {
  private Plausible() {}

  public static void assertPlausible(Point point, Reading reading, Object context) {
    if (!reading.isValue()) {
      return;
    }
    if (reading instanceof Reading.Text text) {
      assertThat(text.value()).as("%s, %s", point.name(), context).matches("[ -~]+");
      return;
    }
    assertThat(reading.number()).as("%s, %s", point.name(), context).isFinite();
    point
        .plausible()
        .ifPresent(
            range ->
                assertThat(range.contains(reading.number()))
                    .as("%s = %s, %s", point.name(), reading, context)
                    .isTrue());
  }
}
