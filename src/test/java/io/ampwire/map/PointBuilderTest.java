package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PointBuilderTest {
  private static final Point PLAIN = Point.at("plain", 1, 1, ValueType.U16).build();

  private static final Point FULL =
      Point.at("full", 2, 2, ValueType.U32)
          .order(WordOrder.LOW_WORD_FIRST)
          .scale(0.1)
          .unit("A")
          .access(PointAccess.READ_WRITE)
          .cadence(new Cadence.Slow(Duration.ofMinutes(1)))
          .readFunction(4)
          .writeFunction(16)
          .unitId(Optional.of(7))
          .firmware(new FirmwareSpan(Optional.of("1.2"), Optional.empty()))
          .core(false)
          .bitfield(true)
          .notAvailable(Set.of(0xFFFFL))
          .sentinels(Map.of(99L, "no session"))
          .labels(List.of(new Label(1, "one", true)))
          .plausible(Optional.of(new Range(0, 32)))
          .write(
              Optional.of(
                  new WriteRule(
                      Optional.empty(),
                      List.of(0L),
                      true,
                      WriteRule.Readback.VALUE,
                      Duration.ZERO,
                      false,
                      Optional.empty())))
          .sources(List.of("M"))
          .coding(new Coding(Optional.of(new Bits(0, 4)), Map.of()))
          .shown(new Presentation(Optional.of("Full"), Optional.empty()))
          .scope(PointScope.CONNECTOR)
          .build();

  @Test
  void the_point_of_another_connector_differs_in_its_address_only() throws Exception {
    Point moved = FULL.moved(100);

    for (RecordComponent component : Point.class.getRecordComponents()) {
      Object before = component.getAccessor().invoke(FULL);
      Object after = component.getAccessor().invoke(moved);
      if (component.getName().equals("address")) {
        assertThat(after).isEqualTo(102);
      } else {
        assertThat(after).as(component.getName()).isEqualTo(before);
      }
      if (!component.getName().equals("scope")) {
        assertThat(before)
            .as("%s must differ from its default to show a copy", component.getName())
            .isNotEqualTo(component.getAccessor().invoke(PLAIN));
      }
    }
  }

  @Test
  void a_point_of_the_whole_device_does_not_move() {
    Point shared = Point.at("shared", 5, 1, ValueType.U16).scope(PointScope.DEVICE).build();

    assertThat(shared.moved(100)).isSameAs(shared);
  }
}
