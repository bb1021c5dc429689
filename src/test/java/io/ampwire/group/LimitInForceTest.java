package io.ampwire.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits by their source, for a feeder of 63 A and three chargers; figures worked out by hand. */
class LimitInForceTest {
  private static final long SECOND = 1_000_000_000L;
  private final ManualScheduler scheduler = new ManualScheduler();

  private static LimitSettings settings(
      OptionalDouble safe, Optional<LimitSettings.Floor> floor, boolean metered) {
    return new LimitSettings(
        "feeder-1",
        63,
        safe,
        LimitSettings.Times.DEFAULT,
        floor,
        metered
            ? Optional.of(new LimitSettings.Meter("m", List.of(""), 1, Duration.ofSeconds(15)))
            : Optional.empty(),
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                i ->
                    new LimitSettings.Member(
                        new ChargerId("bay-0" + i),
                        1,
                        List.of(),
                        6,
                        32,
                        true,
                        Duration.ofSeconds(3)))
            .toList());
  }

  private static final LimitSettings PLAIN =
      settings(OptionalDouble.of(24), Optional.empty(), false);

  private LimitCommand asked(String value, String unit, String reason, int lease) {
    return new LimitCommand(
        new Command(
            "limit",
            new Command.Number(new BigDecimal(value)),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            lease > 0 ? OptionalLong.of(lease) : OptionalLong.empty(),
            Optional.empty(),
            false,
            scheduler.nanos(),
            scheduler.wallMillis()),
        Optional.of(unit),
        Optional.ofNullable(reason));
  }

  private LimitRules.Judgement judge(LimitSettings settings, LimitCommand asked) {
    return new LimitRules(settings).judge(asked, new LimitInForce(settings).floorAmps(), scheduler);
  }

  private LimitInForce.Requested passed(LimitSettings settings, LimitCommand asked) {
    return ((LimitRules.Pass) judge(settings, asked)).limit().orElseThrow();
  }

  private Code refused(LimitCommand asked) {
    LimitRules.Refuse refusal = (LimitRules.Refuse) judge(PLAIN, asked);
    return ((Outcome.Rejected) refusal.outcome()).code();
  }

  @Test
  void what_no_feeder_or_no_unit_allows_is_refused() {
    assertThat(refused(asked("63.1", "A", null, 0))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(refused(asked("-1", "A", null, 0))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(refused(asked("43.5", "kW", null, 0))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(refused(asked("10", "hp", null, 0))).isEqualTo(Code.BAD_PAYLOAD);
    assertThat(judge(PLAIN, asked("43.4", "kW", null, 0))).isInstanceOf(LimitRules.Pass.class);
  }

  /** 4.2 + 2 x 0.75 x 4.2 = 10.5 kW, which are 45.65 A over all phases at 230 V. */
  @Test
  void a_grid_limit_is_never_below_the_floor() {
    LimitSettings floor =
        settings(OptionalDouble.empty(), Optional.of(new LimitSettings.Floor(4.2, 0.75)), false);
    assertThat(passed(floor, asked("0", "kW", "grid", 0)).room().total())
        .isEqualTo(45.652, within(0.001));
    assertThat(passed(floor, asked("11500", "W", "grid", 0)).room().total()).isEqualTo(50);
    assertThat(passed(floor, asked("2.3", "kW", null, 0)).room().total()).isEqualTo(10);
  }

  @Test
  void when_the_signal_of_a_grid_limit_is_lost_the_floor_holds_unless_a_safe_current_is_set() {
    Optional<LimitSettings.Floor> floor = Optional.of(new LimitSettings.Floor(4.2, 0.75));
    for (boolean configured : List.of(false, true)) {
      LimitSettings settings =
          settings(configured ? OptionalDouble.of(24) : OptionalDouble.empty(), floor, false);
      LimitInForce limit = new LimitInForce(settings);
      limit.request(passed(settings, asked("20", "kW", "grid", 60)));
      long later = scheduler.nanos() + 60 * SECOND;
      assertThat(limit.lapse(later - 1)).isFalse();
      assertThat(limit.lapse(later)).isTrue();
      Room room = limit.at(later, 18).members();
      assertThat(room.phases().l1()).isEqualTo(configured ? 24 : 63);
      assertThat(room.total() < 46).isEqualTo(!configured);
    }
  }

  @Test
  void without_a_safe_current_the_sum_of_the_fallbacks_holds_and_a_command_ends_it() {
    LimitSettings settings = settings(OptionalDouble.empty(), Optional.empty(), false);
    LimitInForce limit = new LimitInForce(settings);
    limit.unknown();
    assertThat(limit.at(0, 18).members().phases()).isEqualTo(PhaseAmps.each(18));
    assertThat(limit.at(0, 90).members().phases()).isEqualTo(PhaseAmps.each(63));
    limit.request(passed(settings, asked("40", "A", null, 0)));
    assertThat(limit.at(0, 18).members().phases()).isEqualTo(PhaseAmps.each(40));
    limit.release();
    assertThat(limit.at(0, 18).source()).isEqualTo(LimitInForce.Source.STATIC);
  }

  @Test
  void the_other_load_is_subtracted_and_export_adds_nothing() {
    LimitSettings settings = settings(OptionalDouble.of(24), Optional.empty(), true);
    LimitInForce limit = new LimitInForce(settings);
    assertThat(limit.at(0, 18).members().phases()).isEqualTo(PhaseAmps.each(24));
    assertThat(limit.at(0, 18).source()).isEqualTo(LimitInForce.Source.SAFE);
    limit.metered(new PhaseAmps(10, -5, 70), 0);
    LimitInForce.Bound bound = limit.at(SECOND, 18);
    assertThat(bound.members().phases()).isEqualTo(new PhaseAmps(53, 63, 0));
    assertThat(bound.source()).isEqualTo(LimitInForce.Source.METER);
    assertThat(limit.at(15 * SECOND, 18).source()).isEqualTo(LimitInForce.Source.SAFE);
  }

  /** Section 14a counts the controllable devices only. */
  @Test
  void a_grid_limit_does_not_count_the_other_load_but_the_feeder_does() {
    LimitSettings settings = settings(OptionalDouble.of(24), Optional.empty(), true);
    LimitInForce limit = new LimitInForce(settings);
    limit.metered(PhaseAmps.each(20), 0);
    limit.request(passed(settings, asked("11.5", "kW", "grid", 0)));
    assertThat(limit.at(0, 18).members()).isEqualTo(new Room(PhaseAmps.each(43), 50));
    limit.request(passed(settings, asked("23", "kW", null, 0)));
    assertThat(limit.at(0, 18).members()).isEqualTo(new Room(PhaseAmps.each(43), 40));
  }
}
