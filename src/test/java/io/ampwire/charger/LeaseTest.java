package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.map.ControlMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who holds a lease, for how long, and what others may do meanwhile. */
class LeaseTest {
  private final Bench bench = new Bench();

  @Test
  void anothers_increase_is_refused_and_not_written() {
    bench.controlled();
    assertThat(Bench.code(bench.set("ems-2", 20))).isEqualTo(Code.HELD_BY_OTHER);
    assertThat(bench.amps()).containsExactly(16);
    assertThat(bench.sink.state().control().by()).contains("ems-1");
  }

  @Test
  void anothers_decrease_is_written_and_caps_until_the_holder_sets_anew() {
    bench.controlled();
    assertThat(bench.set("ems-2", 8)).isEqualTo(Bench.applied(8));
    assertThat(bench.sink.state().control().by()).contains("ems-1");
    assertThat(Bench.code(bench.set("ems-2", 10))).isEqualTo(Code.HELD_BY_OTHER);
    bench.send("control", "renew");
    bench.charger.registers().put("set_point", 16);
    bench.scheduler.advance(2000);
    assertThat(bench.amps()).as("the cap is what is kept").containsExactly(16, 8, 8);
    assertThat(bench.set("ems-1", 14)).isEqualTo(Bench.applied(14));
    assertThat(bench.amps()).containsExactly(16, 8, 8, 14);
  }

  @Test
  void anothers_decrease_neither_shortens_nor_extends_the_lease() {
    bench.controlled();
    bench.scheduler.advance(38_000);
    assertThat(bench.set("ems-2", 8)).isEqualTo(Bench.applied(8));
    assertThat(bench.losses()).isEmpty();
    bench.scheduler.advance(16_000);
    assertThat(bench.losses()).isEmpty();
    bench.scheduler.advance(4_000);
    assertThat(bench.losses()).containsExactly("lease_expired");
  }

  @Test
  void renew_and_release_by_another_are_refused() {
    bench.controlled();
    assertThat(Bench.code(bench.say("ems-2", "renew"))).isEqualTo(Code.HELD_BY_OTHER);
    assertThat(Bench.code(bench.say("ems-2", "release"))).isEqualTo(Code.HELD_BY_OTHER);
    assertThat(Bench.code(bench.say("", "release"))).isEqualTo(Code.HELD_BY_OTHER);
    assertThat(Bench.code(bench.say("", "renew"))).isEqualTo(Code.HELD_BY_OTHER);
    assertThat(bench.losses()).isEmpty();
    bench.scheduler.advance(53_500);
    assertThat(bench.losses()).containsExactly("lease_expired");
  }

  @Test
  void when_the_lease_is_over_another_may_increase() {
    bench.controlled();
    bench.scheduler.advance(61_000);
    assertThat(bench.set("ems-2", 20)).isEqualTo(Bench.applied(20));
    assertThat(bench.sink.state().control().by()).contains("ems-2");
  }

  @Test
  void release_ends_control_and_renew_afterwards_has_none() {
    bench.controlled();
    assertThat(bench.say("ems-1", "release")).isInstanceOf(Outcome.Applied.class);
    assertThat(bench.losses()).containsExactly("released");
    bench.charger.forget();
    assertThat(Bench.code(bench.say("ems-1", "renew"))).isEqualTo(Code.NO_CONTROL);
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_lease_in_the_payload_shortens_but_never_exceeds_the_inventorys() {
    for (ControlMode mode : new ControlMode[] {ControlMode.LEASED, ControlMode.STANDING}) {
      assertThat(lastsWithLease(mode, 10)).as("%s 10 s", mode).isBetween(9_000L, 13_000L);
      assertThat(lastsWithLease(mode, 86_400)).as("%s 1 d", mode).isBetween(58_000L, 63_000L);
      assertThat(lastsWithLease(mode, Long.MAX_VALUE)).as("%s", mode).isBetween(58_000L, 63_000L);
    }
  }

  @Test
  void standing_control_may_be_set_by_another_and_has_no_end() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    assertThat(bench.sink.state().control().leaseLeft()).isEmpty();
    assertThat(bench.set("ems-2", 20)).isEqualTo(Bench.applied(20));
    bench.scheduler.advance(Duration.ofMinutes(10));
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.sink.state().control().by()).contains("ems-2");
  }

  @Test
  void set_command_and_degraded_set_points_renew_nothing() {
    bench.controlled();
    for (int i = 0; i < 7; i++) {
      bench.scheduler.advance(9_000);
      bench.send("set_command", 8);
      bench.send("degraded_set_point_tri", 9);
    }
    assertThat(bench.losses()).containsExactly("lease_expired");
  }

  @Test
  void a_refused_set_point_renews_nothing() {
    bench.controlled();
    for (int i = 0; i < 7; i++) {
      bench.scheduler.advance(9_000);
      bench.send("set_point", 99);
      bench.send("set_point", 3);
    }
    assertThat(bench.losses()).containsExactly("lease_expired");
  }

  /** FAULTS C14. */
  @Test
  void with_control_none_everything_answers_control_disabled() {
    bench.mode = ControlMode.NONE;
    bench.online();
    for (String name : new String[] {"set_point", "set_command", "degraded_set_point_mono"}) {
      bench.send(name, 7);
    }
    bench.send("control", "renew");
    bench.send("control", "release");
    assertThat(bench.sink.acks())
        .hasSize(5)
        .allMatch(ack -> Bench.code(ack) == Code.CONTROL_DISABLED);
    bench.scheduler.advance(10_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** FAULTS S09: one hour on, one hour back, 1970. */
  @Test
  void leases_end_by_monotonic_time_whatever_the_wall_clock_does() {
    for (long jump : new long[] {3_600_000, -3_600_000, -1_795_374_000_000L}) {
      Bench one = new Bench().controlled();
      one.scheduler.setWall(one.scheduler.wallMillis() + jump);
      one.charger.forget();
      one.scheduler.advance(54_000);
      assertThat(one.losses()).as("jump %d", jump).isEmpty();
      assertThat(one.charger.writes("lifebit")).as("jump %d", jump).hasSize(27);
      one.scheduler.advance(6_000);
      assertThat(one.losses()).as("jump %d", jump).containsExactly("lease_expired");
    }
  }

  @Test
  void a_nameless_holder_is_somebody_too() {
    bench.online();
    bench.send(
        new Command(
            "set_point",
            new Command.Number(BigDecimal.valueOf(10)),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            false,
            bench.scheduler.nanos(),
            bench.scheduler.wallMillis()));
    bench.scheduler.advance(2000);
    assertThat(Bench.code(bench.set("ems-2", 20))).isEqualTo(Code.HELD_BY_OTHER);
  }

  /** How long the lifebit beats after a set point with that lease, ms. */
  private static long lastsWithLease(ControlMode mode, long seconds) {
    Bench one = new Bench();
    one.mode = mode;
    one.online();
    long from = one.scheduler.nanos();
    one.send("set_point", new Command.Number(BigDecimal.valueOf(12)), OptionalLong.of(seconds));
    one.scheduler.advance(Duration.ofMinutes(5));
    var beats = one.charger.writes("lifebit");
    return (beats.get(beats.size() - 1).at() - from) / 1_000_000 + 2000;
  }
}
