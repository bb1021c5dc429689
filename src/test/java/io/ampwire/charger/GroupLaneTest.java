package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.control.GroupGuard;
import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lane behind a feeder of 40 A that another charger may load with 15 A. */
class GroupLaneTest {
  private final Map<ChargerId, Double> worst = new HashMap<>();
  private final Bench bench = new Bench();
  private double room = 25;

  GroupLaneTest() {
    bench.groups =
        new GroupGuard() {
          @Override
          public Optional<Refusal> admit(ChargerId charger, double amps) {
            if (amps <= worst.getOrDefault(charger, 0.0)) {
              return Optional.empty();
            }
            if (amps > room) {
              return Optional.of(new Refusal("feeder-1 is full", false));
            }
            worst.put(charger, amps);
            return Optional.empty();
          }

          @Override
          public void observed(ChargerId charger, double amps, double fallback) {
            worst.put(charger, amps);
          }
        };
  }

  @Test
  void an_increase_beyond_the_group_is_refused_and_nothing_is_written() {
    bench.online();
    assertThat(Bench.code(bench.set("ems-1", 26))).isEqualTo(Code.GROUP_LIMIT);
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.set("ems-1", 25)).isEqualTo(Bench.applied(25));
  }

  @Test
  void a_decrease_passes_whatever_the_group_says() {
    bench.online().set("ems-1", 25);
    bench.scheduler.advance(2000);
    room = 5;
    assertThat(bench.set("ems-1", 20)).isEqualTo(Bench.applied(20));
    bench.scheduler.advance(2000);
    assertThat(Bench.code(bench.set("ems-1", 21))).isEqualTo(Code.GROUP_LIMIT);
    assertThat(bench.set("ems-1", 0)).isEqualTo(Bench.applied(0));
  }

  @Test
  void taking_control_at_the_fallback_or_below_passes_whatever_the_group_says() {
    bench.charger.registers().put("degraded_set_point_tri", 10).put("set_point", 32);
    bench.online();
    room = 0;
    assertThat(bench.set("ems-1", 10)).isEqualTo(Bench.applied(10));
    assertThat(Bench.code(bench.set("ems-1", 11))).isEqualTo(Code.GROUP_LIMIT);
  }

  /** Between two writes another hand raised the fallback above what the outlet carries. */
  @Test
  void a_decrease_under_control_passes_whatever_the_fallback_says() {
    bench.online().set("ems-1", 16);
    bench.scheduler.advance(2000);
    bench.charger.registers().put("degraded_set_point_tri", 40);
    bench.scheduler.advance(2000);
    assertThat(bench.set("ems-1", 8)).isEqualTo(Bench.applied(8));
    assertThat(Bench.code(bench.set("ems-1", 9))).isEqualTo(Code.UNSAFE_FALLBACK);
  }

  @Test
  void the_fallback_counts_where_it_is_more_than_what_is_granted() {
    bench.charger.registers().put("degraded_set_point_tri", 14).put("set_point", 8);
    bench.online();
    assertThat(worst).containsEntry(new ChargerId("bay-01"), 14.0);
    bench.set("ems-1", 6);
    bench.scheduler.advance(2000);
    assertThat(worst).containsEntry(new ChargerId("bay-01"), 14.0);
    bench.set("ems-1", 20);
    bench.scheduler.advance(2000);
    assertThat(worst).containsEntry(new ChargerId("bay-01"), 20.0);
  }

  /** FAULTS C37. Its controller leaves, and the charger keeps 20 A until its supervision ends. */
  @Test
  void a_register_that_is_not_read_again_still_counts() {
    bench.online().set("ems-1", 20);
    bench.scheduler.advance(2000);
    bench.charger.refuseRead("set_point", 6);
    bench.say("ems-1", "release");
    bench.scheduler.advance(2000);
    assertThat(worst).containsEntry(new ChargerId("bay-01"), 20.0);
    bench.charger.refuseRead("set_point", 0).registers().put("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(worst).containsEntry(new ChargerId("bay-01"), 12.0);
  }

  @Test
  void a_fallback_that_alone_is_too_much_bars_an_increase() {
    bench.charger.registers().put("degraded_set_point_tri", 10).put("set_point", 8);
    bench.online();
    room = 5;
    bench.charger.registers().put("degraded_set_point_tri", 30);
    bench.scheduler.advance(2000);
    bench.charger.registers().put("set_point", 0);
    assertThat(Bench.code(bench.set("ems-1", 31))).isEqualTo(Code.GROUP_LIMIT);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** Raising what the charger falls back to raises the worst case as well. */
  @Test
  void a_higher_fallback_by_command_is_an_increase_too() {
    bench.online().send("degraded_set_point_tri", 26);
    bench.scheduler.advance(2000);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.GROUP_LIMIT);
    assertThat(bench.charger.writes()).isEmpty();
    bench.send("degraded_set_point_tri", 6);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome(1)).isEqualTo(Bench.applied(6));
  }

  @Test
  void room_that_a_failed_increase_took_is_given_back() {
    bench.charger.refuseWrite("set_point", 4);
    bench.online().set("ems-1", 25);
    bench.scheduler.advance(3000);
    assertThat(worst).containsEntry(new ChargerId("bay-01"), 16.0);
  }
}
