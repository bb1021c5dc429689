package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Decoder;
import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.MapChecks;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WriteRule;
import io.ampwire.plan.PollPlan;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every map of the library has to be; of the devices themselves it proves nothing. */
class ShippedMapsTest {
  static Stream<String> ids() {
    return Files.library().maps().keySet().stream();
  }

  static Stream<String> controllable() {
    return ids().filter(id -> map(id).setPoint().isPresent());
  }

  private static RegisterMap map(String id) {
    return Files.library().maps().get(id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void passes_every_check(String id) {
    assertThat(MapChecks.check(map(id))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void is_read_in_requests_that_the_device_takes(String id) {
    RegisterMap map = map(id);
    PollPlanner planner = new PollPlanner(map.link(), map.link().unit());
    List<ReadSpan> spans = new PollPlan(planner, map.points()).due(0);

    assertThat(spans.stream().flatMap(span -> span.points().stream()))
        .as("every point that can be read, once")
        .containsExactlyInAnyOrderElementsOf(
            map.points().stream().filter(Point::readable).toList());
    for (ReadSpan span : spans) {
      assertThat(span.count()).as("%s", span).isBetween(1, map.link().maxRegisters());
      assertThat(span.end()).isLessThanOrEqualTo(65536);
      assertThat(span.points()).allSatisfy(point -> belongs(map, point, span));
      assertThat(gapsAreReadable(map.link(), span)).as("gaps of %s", span).isTrue();
      assertThat(map.link().blockReads() || span.points().size() == 1).isTrue();
    }
  }

  private static void belongs(RegisterMap map, Point point, ReadSpan span) {
    assertThat(span.function()).isEqualTo(point.readFunction());
    assertThat(span.unit()).isEqualTo(point.unitId().orElse(map.link().unit()));
    assertThat(point.address()).isGreaterThanOrEqualTo(span.start());
    assertThat(point.end()).isLessThanOrEqualTo(span.end());
  }

  private static boolean gapsAreReadable(LinkSettings link, ReadSpan span) {
    int end = span.start();
    for (Point point : span.points()) {
      int from = end;
      boolean bridged =
          link.windows().stream().anyMatch(window -> window.covers(from, point.end()));
      if (point.address() > end && !bridged) {
        return false;
      }
      end = point.end();
    }
    return true;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void decodes_what_it_encodes_in_every_order(String id) {
    for (Point point : map(id).points()) {
      if (point.type() == ValueType.ASCII || point.coding().bits().isPresent()) {
        continue;
      }
      double value = example(point);
      for (WordOrder order : List.of(WordOrder.HIGH_WORD_FIRST, WordOrder.LOW_WORD_FIRST)) {
        Reading reading = Decoder.decode(point, order, encoded(point, order, value), 0);
        assertThat(reading.isValue()).as("%s of %s: %s", point.name(), value, reading).isTrue();
        assertThat(reading.number())
            .as("%s", point.name())
            .isCloseTo(value, org.assertj.core.data.Offset.offset(0.51 * point.scale() + 1e-3));
      }
    }
  }

  /** Something that the point may well say. */
  private static double example(Point point) {
    if (!point.labels().isEmpty()) {
      return point.labels().get(0).code();
    }
    double most = point.plausible().map(range -> range.max()).orElse(30.0);
    return Math.min(most, 1_000_000) * 0.4;
  }

  private static byte[] encoded(Point point, WordOrder order, double value) {
    double raw = value / point.scale();
    return point.type().isFloat()
        ? Encoder.real(point, order, raw)
        : Encoder.whole(point, order, Math.round(raw));
  }

  @ParameterizedTest
  @MethodSource("controllable")
  void takes_every_current_from_6_amperes_on_exactly(String id) {
    RegisterMap map = map(id);
    Point setPoint = map.setPointPoint().orElseThrow();
    WriteRule rule = setPoint.write().orElseThrow();
    int most = (int) rule.range().orElseThrow().max();
    assertThat(most).isIn(16, 32);
    assertThat(setPoint.name()).isEqualTo("set_point");
    assertThat(setPoint.unit()).isEqualTo("A");
    assertThat(rule.capped()).isTrue();
    assertThat(rule.nonVolatile()).isFalse();
    for (long amps = 0; amps <= 40; amps++) {
      boolean pause = map.setPoint().orElseThrow().pauses(amps);
      assertThat(rule.allows(amps, java.util.OptionalLong.empty()))
          .as("%d A", amps)
          .isEqualTo(pause || amps >= 6 && amps <= most);
      if (amps >= 6 && amps <= most) {
        byte[] registers = Encoder.quantity(setPoint, setPoint.order(), Decimal.of(amps));
        assertThat(Decoder.decode(setPoint, setPoint.order(), registers, 0).number())
            .isEqualTo(amps);
      }
    }
  }

  @Test
  void the_same_name_has_the_same_unit_in_every_map() {
    Map<String, String> units = new HashMap<>();
    for (RegisterMap map : Files.library().maps().values()) {
      for (Point point : map.points()) {
        String known = units.putIfAbsent(point.name(), point.unit());
        assertThat(known == null || known.equals(point.unit()))
            .as("%s of %s is in %s, elsewhere in %s", point.name(), map.id(), point.unit(), known)
            .isTrue();
      }
    }
  }

  @Test
  void every_map_says_whether_a_car_charges() {
    for (RegisterMap map : Files.library().maps().values()) {
      assertThat(map.vehicle().point()).as(map.id()).isEqualTo("ev_state");
      assertThat(map.vehicle().charging()).as(map.id()).isNotEmpty();
    }
  }
}
