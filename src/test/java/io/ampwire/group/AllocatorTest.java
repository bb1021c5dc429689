package io.ampwire.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.group.Allocator.Claim;
import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shares of a room, with figures worked out by hand. */
class AllocatorTest {
  private static final PhaseUse L1 = new PhaseUse(true, false, false);
  private static final PhaseUse L2 = new PhaseUse(false, true, false);

  private static Claim claim(String id, double weight, PhaseUse phases, int most) {
    return new Claim(new ChargerId(id), weight, phases, 6, most, true);
  }

  private static Claim claim(String id) {
    return claim(id, 1, PhaseUse.ALL, 32);
  }

  private static List<Integer> shares(Room room, Claim... claims) {
    Map<ChargerId, Integer> caps = Allocator.allocate(room, List.of(claims));
    return List.of(claims).stream().map(c -> caps.get(c.id())).toList();
  }

  @Test
  void equal_members_share_equally_and_the_first_gets_the_odd_ampere() {
    assertThat(shares(Room.of(40), claim("a"), claim("b"), claim("c"))).containsExactly(14, 13, 13);
  }

  @Test
  void a_member_of_twice_the_weight_gets_twice_as_much() {
    assertThat(shares(Room.of(36), claim("a", 2, PhaseUse.ALL, 32), claim("b")))
        .containsExactly(24, 12);
  }

  @Test
  void what_one_cannot_use_goes_to_the_others() {
    assertThat(shares(Room.of(40), claim("a", 1, PhaseUse.ALL, 8), claim("b"), claim("c")))
        .containsExactly(8, 16, 16);
  }

  @Test
  void where_the_lowest_set_point_does_not_fit_the_later_ones_pause() {
    assertThat(shares(Room.of(17), claim("a"), claim("b"), claim("c"))).containsExactly(9, 8, 0);
    assertThat(shares(Room.of(5), claim("a"), claim("b"))).containsExactly(0, 0);
  }

  @Test
  void single_phase_cars_on_different_phases_do_not_share() {
    assertThat(shares(Room.of(20), claim("a", 1, L1, 32), claim("b", 1, L2, 32)))
        .containsExactly(20, 20);
    assertThat(shares(Room.of(20), claim("a", 1, L1, 32), claim("b", 1, L1, 32)))
        .containsExactly(10, 10);
    assertThat(shares(Room.of(20), claim("a", 1, L1, 32), claim("b"))).containsExactly(10, 10);
  }

  /** 4.2 kW are 18.26 A over all phases: 6 A for a car of three phases, 18 A for one of one. */
  @Test
  void a_limit_of_power_counts_all_phases_together() {
    Room room = new Room(PhaseAmps.each(63), 4200.0 / 230);
    assertThat(shares(room, claim("a"))).containsExactly(6);
    assertThat(shares(room, claim("a", 1, L1, 32))).containsExactly(18);
  }

  @Test
  void a_member_that_cannot_pause_keeps_its_lowest_set_point() {
    Claim stuck = new Claim(new ChargerId("z"), 1, PhaseUse.ALL, 6, 32, false);
    assertThat(shares(Room.of(11), claim("a"), stuck)).containsExactly(0, 11);
    assertThat(shares(Room.of(3), stuck)).containsExactly(6);
  }

  @Test
  void no_division_exceeds_the_room_and_none_lies_between_a_pause_and_the_lowest_set_point() {
    Random random = new Random(17);
    for (int run = 0; run < 2000; run++) {
      Room room =
          new Room(
              new PhaseAmps(random.nextInt(80), random.nextInt(80), random.nextInt(80)),
              random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextInt(150));
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        PhaseUse phases =
            new PhaseUse[] {PhaseUse.ALL, L1, L2, new PhaseUse(false, false, true)}
                [random.nextInt(4)];
        claims.add(claim("c" + i, 1 + random.nextInt(3), phases, random.nextInt(40)));
      }
      Map<ChargerId, Integer> caps = Allocator.allocate(room, claims);
      PhaseAmps load = PhaseAmps.ZERO;
      for (Claim claim : claims) {
        int cap = caps.get(claim.id());
        assertThat(cap).matches(c -> c == 0 || c >= 6 && c <= claim.most(), "run " + run);
        load = load.plus(claim.phases().draws(cap));
      }
      assertThat(load.within(room.phases())).as("run %d", run).isTrue();
      assertThat(load.sum()).as("run %d", run).isLessThanOrEqualTo(room.total());
    }
  }
}
