package io.ampwire.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import org.junit.jupiter.api.Test;

class CaptureTest {
  private static final Point POINT = Evlink.point("set_point");
  private static final WordOrder ORDER = WordOrder.HIGH_WORD_FIRST;

  private final Capture capture = new Capture(Evlink.MAP);

  private static Reading read(Capture from) {
    return from.read(POINT.name(), ORDER);
  }

  @Test
  void a_copy_keeps_its_registers_when_others_are_read_at_another_place() {
    capture.put(POINT, new byte[] {0, 16}, 0);
    Capture copy = capture.copy();

    capture.put(POINT, new byte[] {9, 9, 0, 32}, 2);

    assertThat(read(copy)).isEqualTo(new Reading.Whole(16));
    assertThat(read(capture)).isEqualTo(new Reading.Whole(32));
  }

  @Test
  void a_copy_keeps_why_a_point_has_no_registers() {
    capture.missing(POINT, Reading.UNSUPPORTED);
    Capture copy = capture.copy();

    capture.clear();

    assertThat(read(copy)).isEqualTo(Reading.UNSUPPORTED);
    assertThat(read(capture)).isEqualTo(Reading.NOT_READ);
  }

  @Test
  void a_change_of_a_copy_does_not_reach_its_origin() {
    capture.missing(POINT, Reading.UNSUPPORTED);

    capture.copy().missing(POINT, Reading.WITHHELD);

    assertThat(read(capture)).isEqualTo(Reading.UNSUPPORTED);
  }
}
