package io.ampwire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Cadence;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollPlanTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String[] EACH_CYCLE = {
    "[1,1]", "[150,1]", "[1150,1]", "[2999,112]", "[4000,24]"
  };

  private static final List<Integer> IDENTITY = List.of(1212, 1213, 1214, 4040, 4060);

  private final PollPlanner planner = new PollPlanner(Evlink.MAP.link(), 255);
  private final PollPlan plan = new PollPlan(planner, Evlink.MAP.points());

  /** FAULTS D07. */
  @Test
  void a_cycle_of_the_shipped_map_takes_five_reads() {
    List<ReadSpan> first = cycle(0);
    assertThat(first.stream().flatMap(s -> s.points().stream()))
        .containsAll(Evlink.MAP.points().stream().filter(Point::core).toList());
    for (int second = 1; second < 10; second++) {
      List<ReadSpan> spans = cycle(second);
      assertThat(spans).extracting(ReadSpan::toString).containsExactly(EACH_CYCLE);
      assertThat(spans).allMatch(span -> span.unit() == 255 && span.function() == 3);
    }
  }

  @Test
  void plans_stay_right_however_many_sets_of_points_become_due() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      points.add(
          Point.at("p" + i, 1000 * i, 1, ValueType.U16)
              .cadence(new Cadence.Slow(Duration.ofSeconds(10)))
              .build());
    }
    PollPlan irregular = new PollPlan(planner, points);
    for (int answered = 0; answered < 256; answered++) {
      long now = answered * 20 * SECOND;
      for (ReadSpan span : irregular.due(now)) {
        if ((answered >> span.start() / 1000 & 1) == 1) {
          irregular.answered(span);
        }
      }
      int due = 255 & ~answered;
      assertThat(irregular.due(now + SECOND).stream().mapToInt(s -> 1 << s.start() / 1000).sum())
          .isEqualTo(due);
    }
  }

  @Test
  void chargers_of_one_map_share_their_plan_and_one_that_refuses_a_span_goes_its_own_way() {
    PollPlan one = PollPlan.of(Evlink.MAP, 255, true);
    PollPlan other = PollPlan.of(Evlink.MAP, 255, true);
    PollPlan elsewhere = PollPlan.of(Evlink.MAP, 7, true);
    assertThat(other.due(0)).isSameAs(one.due(0));
    assertThat(elsewhere.due(0)).allMatch(span -> span.unit() == 7);

    List<ReadSpan> whole = one.due(0);
    ReadSpan refused = whole.stream().filter(span -> span.points().size() > 1).findFirst().get();
    one.split(refused);
    assertThat(one.due(SECOND)).hasSizeGreaterThan(whole.size()).doesNotContain(refused);
    assertThat(other.due(SECOND)).isEqualTo(whole);
    assertThat(PollPlan.of(Evlink.MAP, 255, true).due(SECOND)).isEqualTo(whole);

    one.rejoin();
    assertThat(one.due(2 * SECOND)).isEqualTo(whole);
  }

  /** FAULTS D07. */
  @Test
  void identity_is_read_with_the_first_cycle_of_a_connection_and_then_every_ten_seconds() {
    List<Integer> identity = new ArrayList<>();
    for (int second = 0; second < 30; second++) {
      if (addresses(cycle(second)).containsAll(IDENTITY)) {
        identity.add(second);
      }
    }
    assertThat(identity).containsExactly(0, 10, 20);
    plan.renew();
    assertThat(addresses(cycle(30))).containsAll(IDENTITY);
    assertThat(addresses(cycle(31))).doesNotContainAnyElementsOf(IDENTITY);
    plan.renew();
    assertThat(addresses(cycle(32))).containsAll(IDENTITY);
  }

  @Test
  void the_energy_counter_is_read_every_ten_seconds_and_the_core_each_cycle() {
    List<Integer> energy = new ArrayList<>();
    List<Integer> core =
        Evlink.MAP.points().stream()
            .filter(Point::core)
            .filter(p -> !p.cadence().skipsPolls())
            .map(Point::address)
            .toList();
    cycle(0);
    for (int second = 1; second <= 40; second++) {
      List<ReadSpan> spans = cycle(second);
      assertThat(addresses(spans)).containsAll(core);
      assertThat(spans.size()).isLessThanOrEqualTo(EACH_CYCLE.length + 2);
      if (addresses(spans).contains(3203)) {
        energy.add(second);
      }
    }
    assertThat(energy).containsExactly(10, 20, 30, 40);
  }

  @Test
  void a_cycle_that_comes_a_little_early_still_counts_as_ten_seconds() {
    cycle(0);
    assertThat(addresses(answered(9 * SECOND + 600_000_000))).contains(3203);
    assertThat(addresses(answered(18 * SECOND))).doesNotContain(3203);
  }

  @Test
  void what_was_not_answered_stays_due() {
    plan.due(0);
    assertThat(addresses(plan.due(SECOND))).contains(3203, 4040, 4060);
  }

  @Test
  void a_refusal_costs_only_the_point_that_the_device_does_not_have() {
    int missing = Evlink.point("last_stop_cause").address();
    refuseAlong(cycle(0), missing);
    List<Integer> covered = addresses(cycle(1));
    assertThat(covered).doesNotContain(missing);
    Evlink.MAP.points().stream()
        .filter(p -> p.core() && !p.cadence().skipsPolls())
        .filter(p -> p.address() != missing)
        .forEach(p -> assertThat(covered).contains(p.address()));
    assertThat(cycle(2)).isEqualTo(cycle(3));
  }

  @Test
  void after_a_reconnect_every_span_is_tried_whole_again() {
    refuseAlong(cycle(0), Evlink.point("last_stop_cause").address());
    plan.renew();
    assertThat(addresses(cycle(1))).contains(4011);
    assertThat(cycle(2)).extracting(ReadSpan::toString).containsExactly(EACH_CYCLE);
  }

  /** Plays a device that refuses every read of that register, as long as anything asks for it. */
  private void refuseAlong(List<ReadSpan> first, int missing) {
    for (int second = 0; second < 12; second++) {
      List<ReadSpan> open = new ArrayList<>(second == 0 ? first : cycle(second));
      while (!open.isEmpty()) {
        ReadSpan span = open.remove(0);
        if (missing < span.start() || missing >= span.end()) {
          continue;
        }
        if (span.points().size() > 1) {
          open.addAll(plan.split(span));
        } else {
          plan.drop(span);
        }
      }
    }
  }

  private List<ReadSpan> cycle(int second) {
    return answered(second * SECOND);
  }

  private List<ReadSpan> answered(long now) {
    List<ReadSpan> spans = plan.due(now);
    spans.forEach(plan::answered);
    return spans;
  }

  private static List<Integer> addresses(List<ReadSpan> spans) {
    return spans.stream().flatMap(s -> s.points().stream()).map(Point::address).toList();
  }
}
