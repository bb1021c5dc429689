package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.Audit;
import io.ampwire.control.ControlPhase;
import io.ampwire.group.LimitSettings;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group of three chargers that shares its limit, judged from the chargers' registers. */
class GroupLimitLaneTest {
  private final GroupLimitRig rig = new GroupLimitRig();

  private GroupLimitRig three(OptionalDouble safe) {
    rig.start(
        GroupLimitRig.settings(
            48,
            safe,
            GroupLimitRig.member(1, List.of()),
            GroupLimitRig.member(2, List.of()),
            GroupLimitRig.member(3, List.of())));
    draws(16);
    rig.scheduler.advance(8000);
    return rig;
  }

  /** Every car draws its cap, or as much as it can. */
  private void draws(double most) {
    draw(rig, most);
  }

  private static void draw(GroupLimitRig rig, double most) {
    rig.benches
        .values()
        .forEach(
            b ->
                b.charger
                    .registers()
                    .put("current_phase_1", most)
                    .put("current_phase_2", most)
                    .put("current_phase_3", most));
  }

  @Test
  void the_group_takes_control_and_shares_its_static_limit() {
    three(OptionalDouble.empty());
    assertThat(rig.registers()).containsExactly(16, 16, 16);
    assertThat(rig.bench(1).state()).isEqualTo(ControlPhase.HELD);
    assertThat(rig.bench(1).charger.writes("lifebit")).isNotEmpty();
  }

  @Test
  void a_lower_limit_reaches_every_register_and_is_answered_when_it_is_proved() {
    three(OptionalDouble.empty());
    rig.limit(30, 60);
    rig.scheduler.advance(500);
    assertThat(rig.registers()).containsExactly(10, 10, 10);
    draws(10);
    rig.scheduler.advance(2000);
    assertThat(rig.answers).hasSize(1);
    assertThat(rig.answers.get(0).outcome())
        .isInstanceOfSatisfying(Outcome.Applied.class, a -> assertThat(a.verified()).isTrue());
  }

  @Test
  void the_audit_names_the_group_and_the_command_that_caused_a_write() {
    List<Audit.Write> written = new ArrayList<>();
    rig.audit =
        new Audit() {
          @Override
          public void wrote(ChargerId charger, Write write) {
            written.add(write);
          }

          @Override
          public void lifebits(ChargerId charger, Lifebits lifebits) {}
        };
    three(OptionalDouble.empty());
    assertThat(written).extracting(Audit.Write::id).containsOnly(Optional.empty());
    written.clear();
    rig.limit(30, 60);
    rig.scheduler.advance(500);
    assertThat(written)
        .filteredOn(write -> write.point().equals("set_point"))
        .hasSize(3)
        .allMatch(write -> write.value().equals(Decimal.of(10)) && write.cause().equals("group"))
        .allMatch(write -> write.by().equals(Optional.of("group:feeder-1")))
        .allMatch(write -> write.id().equals(Optional.of("l1")));
  }

  /** FAULTS C27. */
  @Test
  void after_the_lease_the_safe_current_holds() {
    three(OptionalDouble.of(24));
    rig.limit(45, 20);
    draws(8);
    rig.scheduler.advance(19_000);
    assertThat(rig.registers().stream().mapToInt(i -> i).sum()).isGreaterThan(24);
    rig.scheduler.advance(3_000);
    assertThat(rig.registers()).containsExactly(8, 8, 8);
    assertThat(rig.state.source()).isEqualTo("safe");
  }

  /** FAULTS C32. A restart falls back to the safe current only where the record has a command. */
  @Test
  void the_record_names_the_command_in_force_also_while_the_meter_is_gone() {
    rig.start(
        new LimitSettings(
            GroupLimitRig.GROUP,
            48,
            OptionalDouble.of(12),
            LimitSettings.Times.DEFAULT,
            Optional.empty(),
            Optional.of(
                new LimitSettings.Meter("site/meter", List.of(""), 1, Duration.ofSeconds(15))),
            List.of(GroupLimitRig.member(1, List.of()))));
    rig.scheduler.advance(8000);
    rig.limit(30, 0);
    rig.scheduler.advance(2000);
    Map<String, Object> last =
        rig.record.stream()
            .filter(entry -> entry.kind().equals("limit"))
            .reduce((first, second) -> second)
            .orElseThrow()
            .details();
    assertThat(last).containsEntry("source", "safe").containsKey("command");
  }

  @Test
  void a_controllers_lower_set_point_stays_and_a_higher_one_is_refused() {
    three(OptionalDouble.empty());
    assertThat(rig.bench(1).set("ems-1", 10)).isEqualTo(Bench.applied(10));
    rig.scheduler.advance(5000);
    assertThat(rig.register(rig.bench(1))).isEqualTo(10);
    assertThat(Bench.code(rig.bench(1).set("ems-1", 20))).isEqualTo(Code.GROUP_LIMIT);
    assertThat(rig.registers().stream().mapToInt(i -> i).sum()).isLessThanOrEqualTo(48);
  }

  @Test
  void the_set_point_of_a_controller_comes_back_when_the_cap_allows_it() {
    three(OptionalDouble.empty());
    rig.bench(1).set("ems-1", 14);
    rig.limit(24, 600);
    draws(8);
    rig.scheduler.advance(3000);
    assertThat(rig.register(rig.bench(1))).isEqualTo(8);
    rig.limit(48, 600);
    rig.scheduler.advance(3000);
    assertThat(rig.register(rig.bench(1))).isEqualTo(14);
    assertThat(rig.bench(1).sink.state().control().by()).contains("ems-1");
  }

  @Test
  void a_charger_whose_controller_left_is_held_by_the_group_again() {
    three(OptionalDouble.empty());
    rig.bench(1).set("ems-1", 10);
    rig.bench(1).say("ems-1", "release");
    rig.scheduler.advance(3000);
    assertThat(rig.bench(1).state()).isEqualTo(ControlPhase.HELD);
    assertThat(rig.bench(1).sink.state().control().by()).contains("group:feeder-1");
  }

  /** FAULTS C30. The lost one may draw 16 A, which it last proved; its fallback of 6 A is less. */
  @Test
  void a_member_that_does_not_answer_counts_with_what_it_last_proved() {
    three(OptionalDouble.empty());
    rig.bench(1).charger.hang(true);
    rig.scheduler.advance(8000);
    rig.limit(36, 600);
    draws(10);
    rig.scheduler.advance(8000);
    assertThat(rig.registers()).containsExactly(16, 10, 10);
  }

  /** FAULTS C30. */
  @Test
  void a_member_that_does_not_answer_counts_with_its_fallback_where_that_is_more() {
    three(OptionalDouble.empty());
    rig.bench(1).charger.registers().put("degraded_set_point_tri", 20);
    rig.scheduler.advance(3000);
    rig.bench(1).charger.hang(true);
    rig.scheduler.advance(10_000);
    assertThat(rig.registers()).containsExactly(16, 14, 14);
  }

  /**
   * FAULTS C36. Each lane polls every eight seconds, so each member is silent for five seconds of
   * eight. The lower limit comes at every moment of that time.
   */
  @Test
  void a_lower_limit_reaches_members_that_report_late() {
    for (int moment = 0; moment < 8000; moment += 500) {
      GroupLimitRig late = new GroupLimitRig();
      late.poll = Duration.ofSeconds(8);
      late.start(settings(3, 48));
      draw(late, 16);
      late.scheduler.advance(32_000 + moment);
      assertThat(late.registers()).containsExactly(16, 16, 16);
      late.limit(30, 600);
      late.scheduler.advance(2000);
      assertThat(late.registers()).as("limit %d ms later", moment).containsExactly(10, 10, 10);
    }
  }

  /** FAULTS C36. The busy charger's poll is left out for longer and longer; it takes writes. */
  @Test
  void a_lower_limit_reaches_members_that_answer_busy() {
    three(OptionalDouble.empty());
    rig.benches.values().forEach(b -> b.charger.refuseReads(6));
    rig.scheduler.advance(10_000);
    rig.limit(30, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.registers()).containsExactly(10, 10, 10);
  }

  /** FAULTS C36. The first member never gets the limit: only its fallback of 20 A is sure. */
  @Test
  void a_limit_that_is_sent_to_a_silent_member_does_not_count_as_heard() {
    rig.timeout = Duration.ofSeconds(10);
    three(OptionalDouble.empty());
    rig.bench(1).charger.registers().put("degraded_set_point_tri", 20);
    rig.scheduler.advance(3000);
    rig.bench(1).charger.hang(true);
    rig.scheduler.advance(4500);
    rig.limit(40, 600);
    draws(10);
    for (int passed = 0; passed < 8000; passed += 100) {
      rig.scheduler.advance(100);
      assertThat(rig.state.members().get(0).counted()).isGreaterThanOrEqualTo(20);
    }
    assertThat(rig.register(rig.bench(2)) + rig.register(rig.bench(3))).isLessThanOrEqualTo(20);
  }

  /** FAULTS C36. The lane writes the earlier cap again when the lower one comes. */
  @Test
  void a_lower_limit_reaches_a_member_whose_control_is_being_restored() {
    for (int moment = 0; moment < 500; moment += 50) {
      GroupLimitRig back = new GroupLimitRig();
      back.poll = Duration.ofSeconds(4);
      back.start(settings(3, 48));
      draw(back, 16);
      back.scheduler.advance(24_000);
      back.bench(1).charger.latency(300).cut();
      for (int i = 0; i < 1000 && !back.bench(1).lane.writing(); i++) {
        back.scheduler.advance(10);
      }
      back.scheduler.advance(moment);
      assertThat(back.bench(1).lane.writing()).isTrue();
      back.limit(30, 600);
      back.scheduler.advance(2000);
      assertThat(back.registers()).as("limit %d ms later", moment).allMatch(amps -> amps <= 10);
    }
  }

  /** FAULTS C36. The controller's increase is on its way when the lower limit comes. */
  @Test
  void a_lower_limit_reaches_a_member_whose_controller_raises_its_set_point() {
    rig.poll = Duration.ofSeconds(4);
    rig.start(settings(3, 48));
    draws(10);
    rig.scheduler.advance(24_000);
    assertThat(rig.bench(1).set("ems-1", 6)).isEqualTo(Bench.applied(6));
    assertThat(Bench.code(rig.bench(1).set("ems-1", 15))).isEqualTo(Code.GROUP_LIMIT);
    rig.scheduler.advance(14_000);
    rig.bench(1).charger.latency(300);
    rig.bench(1).send("set_point", 15);
    rig.scheduler.advance(100);
    assertThat(rig.bench(1).lane.writing()).isTrue();
    rig.limit(20, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.registers().stream().mapToInt(i -> i).sum()).isLessThanOrEqualTo(20);
  }

  /** FAULTS C40. Nothing can lower the first member, and its car draws 16 A. */
  @Test
  void where_a_member_refuses_its_lower_limit_the_others_make_room_and_the_state_says_so() {
    three(OptionalDouble.empty());
    rig.bench(1).charger.refuseWrite("set_point", 6);
    rig.limit(30, 600);
    rig.scheduler.advance(2500);
    for (int passed = 2500; passed < 9000; passed += 500) {
      assertThat(rig.registers()).as("after %d ms", passed).containsExactly(16, 7, 7);
      rig.scheduler.advance(500);
    }
    assertThat(rig.state.members().get(0))
        .matches(member -> member.cap().equals(OptionalLong.of(10)))
        .matches(member -> !member.proved() && member.counted() == 16);
    assertThat(rig.answers.get(0).outcome())
        .isInstanceOfSatisfying(Outcome.Applied.class, a -> assertThat(a.verified()).isFalse());
    rig.bench(1).charger.refuseWrite("set_point", 0);
    draws(10);
    rig.scheduler.advance(5000);
    assertThat(rig.registers()).containsExactly(10, 10, 10);
  }

  /** FAULTS C40. What the second gets must not count on the first, which is gone for good. */
  @Test
  void a_member_that_is_only_written_leaves_room_for_one_that_is_away() {
    three(OptionalDouble.empty());
    draw(rig, 16);
    rig.bench(3).charger.registers().put("ev_state", 2);
    rig.scheduler.advance(3000);
    rig.bench(1).charger.hang(true);
    rig.bench(2).charger.refuseReads(6);
    rig.scheduler.advance(1000);
    rig.limit(20, 600);
    rig.scheduler.advance(4000);
    assertThat(rig.register(rig.bench(2))).as("the first keeps at least 16 A").isZero();
  }

  /** FAULTS C40. It refuses each attempt or confirms it and keeps 16 A; its fallback is 6 A. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_member_that_keeps_refusing_its_lower_limit_gets_no_lifebit_and_takes_the_limit_later(
      boolean refuses) {
    three(OptionalDouble.empty());
    ScriptedCharger charger = rig.bench(1).charger;
    charger.refuseWrite("set_point", refuses ? 6 : 0).keep("set_point", !refuses);
    rig.limit(30, 600);
    rig.scheduler.advance(7000);
    assertThat(rig.bench(1).losses()).containsExactly("unverified_decrease");
    draws(6);
    charger.forget();
    rig.scheduler.advance(20_000);
    assertThat(charger.writes("lifebit")).isEmpty();
    charger.refuseWrite("set_point", 0).keep("set_point", false);
    rig.scheduler.advance(6000);
    assertThat(rig.register(rig.bench(1))).isBetween(6, 10);
    assertThat(rig.bench(1).state()).isEqualTo(ControlPhase.HELD);
  }

  /** FAULTS C36. The chargers answer busy to the write, too, and then take it. */
  @Test
  void a_lower_limit_that_a_busy_member_refused_is_written_again() {
    three(OptionalDouble.empty());
    rig.benches.values().forEach(b -> b.charger.refuseReads(6).refuseWrite("set_point", 6));
    rig.scheduler.advance(10_000);
    rig.limit(30, 600);
    rig.scheduler.advance(1000);
    assertThat(rig.registers()).containsExactly(16, 16, 16);
    rig.benches.values().forEach(b -> b.charger.refuseWrite("set_point", 0));
    draws(10);
    rig.scheduler.advance(4000);
    assertThat(rig.registers()).containsExactly(10, 10, 10);
  }

  /** FAULTS C37. The fallback of 20 A was read once, and then the charger answers busy there. */
  @Test
  void a_fallback_that_is_not_read_again_still_counts() {
    three(OptionalDouble.empty());
    rig.bench(1).charger.registers().put("degraded_set_point_tri", 20);
    rig.scheduler.advance(3000);
    rig.bench(1).charger.refuseRead("degraded_set_point_tri", 6);
    rig.scheduler.advance(3000);
    rig.bench(1).charger.hang(true);
    rig.scheduler.advance(10_000);
    assertThat(rig.registers()).containsExactly(16, 14, 14);
  }

  /**
   * FAULTS C38. The charger holds 16 A until its supervision ends, because its controller left
   * while the registers of its fail-safe could not be read.
   */
  @Test
  void a_lower_limit_reaches_a_member_whose_controller_left_while_it_was_busy() {
    three(OptionalDouble.empty());
    assertThat(rig.bench(1).set("ems-1", 16)).isEqualTo(Bench.applied(16));
    rig.bench(1)
        .charger
        .refuseRead("lifebit", 6)
        .refuseRead("degraded_set_point_mono", 6)
        .refuseRead("degraded_set_point_tri", 6);
    rig.scheduler.advance(2000);
    rig.bench(1).charger.refuseReads(6);
    rig.scheduler.advance(3000);
    rig.bench(1).send("control", "release");
    rig.limit(30, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.registers()).as("the first car's current is unknown").containsExactly(10, 7, 7);
    assertThat(rig.bench(1).losses()).containsExactly("released");
  }

  /** FAULTS C38. Without a lifebit the charger would fall back after ten seconds. */
  @Test
  void a_busy_member_whose_controller_left_is_held_by_the_group_at_once() {
    three(OptionalDouble.empty());
    rig.bench(1).set("ems-1", 10);
    rig.bench(1).charger.refuseReads(6);
    rig.scheduler.advance(9000);
    rig.bench(1).send("control", "release");
    rig.bench(1).charger.forget();
    rig.scheduler.advance(5000);
    assertThat(rig.bench(1).charger.writes("lifebit")).hasSizeGreaterThanOrEqualTo(2);
  }

  /** FAULTS C38. Where the charger never showed its fail-safe, nothing may hold it. */
  @Test
  void a_member_that_never_showed_its_fail_safe_is_not_held() {
    rig.prepare = bench -> bench.charger.refuseRead("lifebit", 6);
    three(OptionalDouble.empty());
    rig.limit(30, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.bench(1).charger.writes()).isEmpty();
  }

  /** FAULTS C38. The register holds 32 A, and its read and its write are refused as busy. */
  @Test
  void a_member_whose_set_point_was_never_read_counts_with_the_most_it_may_have() {
    rig.prepare =
        bench -> {
          if (bench.name.equals("bay-01")) {
            bench.charger.refuseRead("set_point", 6).refuseWrite("set_point", 6);
            bench.charger.registers().put("set_point", 32);
          }
        };
    three(OptionalDouble.empty());
    rig.scheduler.advance(60_000);
    assertThat(rig.register(rig.bench(2)) + rig.register(rig.bench(3))).isLessThanOrEqualTo(16);
    assertThat(rig.state.members().get(0).counted()).isEqualTo(32);
  }

  /** FAULTS C38. An answer is lost, and the charger is busy when the connection is back. */
  @Test
  void a_lower_limit_reaches_a_member_that_is_busy_since_it_was_connected_again() {
    three(OptionalDouble.empty());
    reconnectedBusy(0);
    rig.limit(30, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.registers()).containsExactly(10, 7, 7);
    assertThat(rig.state.members().get(0).counted()).isEqualTo(16);
    rig.bench(1).charger.forget();
    rig.limit(48, 600);
    rig.scheduler.advance(5000);
    assertThat(rig.bench(1).charger.writes()).as("no raise, no lifebit unread").isEmpty();
  }

  /** FAULTS C38. The answer to the first write is lost, and nothing can be read back. */
  @Test
  void a_lower_limit_does_not_wait_for_the_readback_of_the_one_before() {
    three(OptionalDouble.empty());
    rig.benches.values().forEach(b -> b.charger.refuseReads(6).loseAnswers(1));
    rig.limit(30, 600);
    rig.scheduler.advance(3000);
    assertThat(rig.registers()).containsExactly(10, 10, 10);
    rig.limit(20, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.registers()).containsExactly(7, 7, 6);
  }

  /** FAULTS C38. Nothing shows that it is still the same device. */
  @Test
  void a_busy_member_that_was_away_for_long_is_not_written_before_it_is_read() {
    three(OptionalDouble.empty());
    reconnectedBusy(6000);
    rig.bench(1).charger.forget();
    rig.limit(30, 600);
    rig.scheduler.advance(5000);
    assertThat(rig.bench(1).charger.writes()).isEmpty();
    assertThat(rig.register(rig.bench(2)) + rig.register(rig.bench(3))).isLessThanOrEqualTo(14);
  }

  /** Loses the first member's connection; it is back after that time and answers busy. */
  private void reconnectedBusy(int away) {
    ScriptedCharger charger = rig.bench(1).charger;
    int dials = charger.dials();
    charger.refuseReads(6);
    if (away > 0) {
      charger.away(true);
      rig.scheduler.advance(away);
      charger.away(false);
    } else {
      charger.cut();
    }
    rig.scheduler.advance(3000);
    assertThat(charger.dials()).isGreaterThan(dials);
  }

  /** FAULTS C38. The limit came while the charger was away. */
  @Test
  void a_member_that_returns_never_gets_its_earlier_higher_cap() {
    three(OptionalDouble.empty());
    rig.bench(1).charger.away(true);
    rig.scheduler.advance(5000);
    rig.limit(36, 600);
    draws(10);
    rig.scheduler.advance(3000);
    rig.bench(1).charger.forget();
    rig.bench(1).charger.away(false);
    rig.scheduler.advance(60_000);
    assertThat(rig.bench(1).amps()).isNotEmpty().allMatch(amps -> amps <= 12);
    assertThat(rig.registers()).containsExactly(12, 12, 12);
  }

  private static LimitSettings settings(int count, double most) {
    return GroupLimitRig.settings(
        most,
        OptionalDouble.empty(),
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> GroupLimitRig.member(i, List.of()))
            .toArray(LimitSettings.Member[]::new));
  }

  @Test
  void where_not_all_can_charge_the_turn_rotates() {
    three(OptionalDouble.empty());
    rig.limit(13, 36_000);
    draws(0);
    rig.scheduler.advance(3000);
    List<Integer> first = rig.registers();
    assertThat(first.stream().filter(v -> v == 0)).hasSize(1);
    assertThat(first.stream().mapToInt(i -> i).sum()).isLessThanOrEqualTo(13);
    int paused = first.indexOf(0);
    rig.scheduler.advance(16 * 60_000L);
    assertThat(rig.registers().get(paused)).isGreaterThanOrEqualTo(6);
    assertThat(rig.registers().stream().filter(v -> v == 0)).hasSize(1);
  }

  /** A car that ignores its cap of 10 A and draws 16 leaves 7 A for each of the others. */
  @Test
  void what_a_car_draws_above_its_cap_is_taken_from_the_others() {
    three(OptionalDouble.empty());
    rig.limit(30, 600);
    draws(7);
    rig.bench(1)
        .charger
        .registers()
        .put("current_phase_1", 16)
        .put("current_phase_2", 16)
        .put("current_phase_3", 16);
    rig.scheduler.advance(60_000);
    int others = rig.register(rig.bench(2)) + rig.register(rig.bench(3));
    assertThat(others + 16).isLessThanOrEqualTo(30);
  }

  @Test
  void a_decrease_goes_before_the_commands_that_wait() {
    three(OptionalDouble.empty());
    rig.benches.values().forEach(b -> b.charger.latency(150));
    rig.benches
        .values()
        .forEach(
            b -> {
              for (int i = 0; i < 200; i++) {
                b.send(i % 2 == 0 ? "set_point" : "degraded_set_point_mono", 6 + i % 8);
              }
            });
    long asked = rig.scheduler.nanos();
    rig.limit(21, 600);
    rig.scheduler.advance(2000);
    assertThat(rig.registers().stream().mapToInt(i -> i).sum()).isLessThanOrEqualTo(21);
    assertThat(rig.record.stream().filter(e -> e.kind().equals("cap"))).isNotEmpty();
    assertThat(rig.scheduler.nanos() - asked).isLessThanOrEqualTo(2_000_000_000L);
  }

  /** Three cars on one phase each, turned against each other, share nothing: each gets 24 A. */
  @Test
  void cars_on_one_phase_each_get_the_whole_phase_where_the_wiring_is_known() {
    rig.start(
        GroupLimitRig.settings(
            24,
            OptionalDouble.empty(),
            GroupLimitRig.member(1, List.of(0, 1, 2)),
            GroupLimitRig.member(2, List.of(1, 2, 0)),
            GroupLimitRig.member(3, List.of(2, 0, 1))));
    for (int second = 0; second < 60; second++) {
      rig.benches
          .values()
          .forEach(
              b ->
                  b.charger
                      .registers()
                      .put("current_phase_1", rig.register(b))
                      .put("current_phase_2", 0)
                      .put("current_phase_3", 0));
      rig.scheduler.advance(1000);
    }
    assertThat(rig.registers()).containsExactly(24, 24, 24);
    rig.bench(1).charger.registers().put("current_phase_2", 8);
    rig.scheduler.advance(3000);
    assertThat(rig.register(rig.bench(1)) + rig.register(rig.bench(2))).isLessThanOrEqualTo(24);
  }

  /** A hundred chargers that answer after 100 ms each; the bound is two seconds. */
  @Test
  void a_decrease_reaches_the_last_of_a_hundred_registers_within_two_seconds() {
    rig.start(
        GroupLimitRig.settings(
            1600,
            OptionalDouble.empty(),
            IntStream.rangeClosed(1, 100)
                .mapToObj(i -> GroupLimitRig.member(i, List.of()))
                .toArray(LimitSettings.Member[]::new)));
    draws(16);
    rig.scheduler.advance(12_000);
    assertThat(rig.registers()).allMatch(amps -> amps == 16);
    rig.benches.values().forEach(b -> b.charger.latency(100));
    rig.limit(700, 600);
    long asked = rig.scheduler.nanos();
    long last = 0;
    for (int passed = 0; passed < 3000; passed += 20) {
      rig.scheduler.advance(20);
      last =
          rig.registers().stream().anyMatch(amps -> amps > 7)
              ? rig.scheduler.nanos() - asked
              : last;
    }
    System.out.println("group limit: the last of 100 registers after " + last / 1_000_000 + " ms");
    assertThat(rig.registers()).allMatch(amps -> amps == 7);
    assertThat(last).isLessThanOrEqualTo(2_000_000_000L);
  }
}
