package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.group.GroupState.MemberState;
import io.ampwire.group.LimitSettings;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a group reports about turns where its limit does not suffice for all. */
class GroupTurnTest {
  private final GroupLimitRig rig = new GroupLimitRig();

  @Test
  void paused_members_that_want_room_have_a_place_in_the_order_of_turns() {
    three();
    assertThat(places()).as("room for all").containsOnly(OptionalInt.empty());

    rig.limit(7, 36_000);
    draws(0);
    rig.scheduler.advance(5000);

    List<Integer> registers = rig.registers();
    for (int i = 0; i < 3; i++) {
      assertThat(places().get(i).isPresent()).isEqualTo(registers.get(i) == 0);
    }
    assertThat(places().stream().flatMapToInt(OptionalInt::stream)).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void the_one_with_the_first_place_charges_next() {
    three();
    rig.limit(13, 36_000);
    draws(0);
    rig.scheduler.advance(5000);
    int next = places().indexOf(OptionalInt.of(1));

    rig.scheduler.advance(16 * 60_000L);

    assertThat(rig.registers().get(next)).isPositive();
    assertThat(places().get(next)).isEmpty();
  }

  @Test
  void the_state_is_never_older_than_five_seconds() {
    three();
    long before = rig.state.ts();
    rig.scheduler.advance(6000);
    assertThat(rig.state.ts()).isGreaterThan(before);
  }

  private List<OptionalInt> places() {
    return rig.state.members().stream().map(MemberState::waiting).toList();
  }

  private void draws(double amps) {
    for (Bench bench : rig.benches.values()) {
      for (int phase = 1; phase <= 3; phase++) {
        bench.charger.registers().put("current_phase_" + phase, amps);
      }
    }
  }

  private void three() {
    rig.start(
        GroupLimitRig.settings(
            48,
            OptionalDouble.empty(),
            IntStream.rangeClosed(1, 3)
                .mapToObj(i -> GroupLimitRig.member(i, List.of()))
                .toArray(LimitSettings.Member[]::new)));
    rig.benches.values().forEach(bench -> bench.charger.registers().charging());
    rig.scheduler.advance(8000);
  }
}
