package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VehicleTest {
  private static final Vehicle VEHICLE =
      new Vehicle("s", Set.of(1L), Set.of(2L), Set.of(3L), Set.of(4L), Set.of(5L), List.of());

  @Test
  void each_code_has_the_stage_of_the_list_that_names_it_and_others_are_unknown() {
    assertThat(List.of(1L, 2L, 3L, 4L, 5L, 6L, 65535L))
        .extracting(code -> VEHICLE.stage(code.longValue()))
        .containsExactly(
            Vehicle.Stage.ABSENT,
            Vehicle.Stage.UNAUTHORISED,
            Vehicle.Stage.READY,
            Vehicle.Stage.CHARGING,
            Vehicle.Stage.FAULT,
            Vehicle.Stage.UNKNOWN,
            Vehicle.Stage.UNKNOWN);
    assertThat(VEHICLE.stage(OptionalLong.empty())).isEqualTo(Vehicle.Stage.UNKNOWN);
  }
}
