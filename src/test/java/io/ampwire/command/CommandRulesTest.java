package io.ampwire.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.faults.Maps;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRulesTest {
  private static final long WALL = 1_795_374_000_000L;
  private static final long NANOS = -3_000_000_000L;
  private static final OptionalLong NONE = OptionalLong.empty();

  private final CommandRules rules = rules(ControlMode.LEASED, OptionalLong.of(20), Set.of());

  @ParameterizedTest
  @ValueSource(longs = {0, 6, 16, 20})
  void the_set_point_takes_a_pause_and_the_outlets_range(long amps) {
    assertThat(judge(number(amps)))
        .isEqualTo(
            new CommandRules.Write(
                Evlink.point("set_point"),
                Evlink.point("set_point").write().orElseThrow(),
                Decimal.of(amps),
                true));
  }

  /** FAULTS C02. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1",
        "5",
        "21",
        "33",
        "99",
        "255",
        "65536",
        "65552",
        "2147483648",
        "4294967312",
        "18446744073709551632",
        "16.5",
        "-0.1",
        "1e30",
        "1e999",
        "1e-999"
      })
  void everything_else_is_out_of_range_and_nothing_is_cut_to_16_bits(String amps) {
    CommandRules.Judgement judgement = judge(new Command.Number(new BigDecimal(amps)));
    assertThat(code(judgement)).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(message(judgement)).startsWith("set_point takes 0 or 6..20 A, got ");
  }

  @Test
  void a_fraction_is_named_as_such() {
    assertThat(message(judge(new Command.Number(new BigDecimal("7.5")))))
        .isEqualTo("set_point takes 0 or 6..20 A, got 7.5; a fraction is not taken");
    assertThat(message(judge(new Command.Number(new BigDecimal("99.0"))))).endsWith("got 99.0");
  }

  @ParameterizedTest
  @CsvSource({
    "6.1, true",
    "10.5, true",
    "19.9, true",
    "20, true",
    "0, true",
    "10.50, true",
    "5.9, false",
    "20.1, false",
    "10.25, false",
    "0.1, false",
    "10.30000001, false"
  })
  void a_map_with_a_step_takes_its_multiples(String amps, boolean taken) {
    CommandRules fine =
        new CommandRules(
            Maps.of("alfen-eve-ng9xx"),
            new Permissions(
                ControlMode.LEASED,
                OptionalLong.of(20),
                Duration.ofSeconds(60),
                Set.of(),
                false,
                false));
    CommandRules.Judgement judgement =
        judge(fine, command("set_point", new Command.Number(new BigDecimal(amps)), NONE, NONE));
    if (taken) {
      assertThat(((CommandRules.Write) judgement).value().value()).isEqualByComparingTo(amps);
    } else {
      assertThat(code(judgement)).isEqualTo(Code.OUT_OF_RANGE);
      assertThat(message(judgement))
          .isEqualTo("set_point takes 0 or 6..20 A in steps of 0.1, got " + amps);
    }
  }

  @Test
  void a_whole_number_may_be_spelled_with_a_point() {
    assertThat(judge(new Command.Number(new BigDecimal("16.0"))))
        .isInstanceOf(CommandRules.Write.class);
  }

  @Test
  void a_word_for_a_number_is_a_bad_payload() {
    assertThat(code(judge(new Command.Word("16")))).isEqualTo(Code.BAD_PAYLOAD);
    assertThat(code(judge(new Command.Malformed("torn")))).isEqualTo(Code.BAD_PAYLOAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set_command",
        "degraded_set_point_mono",
        "degraded_set_point_tri",
        "lifebit",
        "ev_state",
        "commercial_reference",
        "energy_active_total"
      })
  void no_other_point_is_writable_without_allow_writes(String name) {
    assertThat(code(judge(rules, command(name, number(8), NONE, NONE))))
        .isEqualTo(Code.NOT_WRITABLE);
  }

  /** FAULTS C15. */
  @ParameterizedTest
  @ValueSource(strings = {"lifebit", "ev_state", "session_energy"})
  void allow_writes_does_not_make_the_lifebit_or_a_reading_writable(String name) {
    CommandRules lax = rules(ControlMode.STANDING, OptionalLong.of(32), Set.of(name));
    assertThat(code(judge(lax, command(name, number(1), NONE, NONE)))).isEqualTo(Code.NOT_WRITABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "set_command, 7, true",
    "set_command, 1, false",
    "set_command, 9, true",
    "degraded_set_point_tri, 10, true",
    "degraded_set_point_tri, 0, true",
    "degraded_set_point_tri, 5, false",
    "degraded_set_point_tri, 21, false"
  })
  void allowed_points_keep_their_own_rule(String name, long value, boolean ok) {
    CommandRules lax = rules(ControlMode.LEASED, OptionalLong.of(20), Set.of(name));
    CommandRules.Judgement judgement = judge(lax, command(name, number(value), NONE, NONE));
    if (ok) {
      assertThat(((CommandRules.Write) judgement).setPoint()).isFalse();
    } else {
      assertThat(code(judgement)).isEqualTo(Code.OUT_OF_RANGE);
    }
  }

  @Test
  void control_none_or_no_max_current_executes_nothing() {
    Set<String> extra = Set.of("set_command");
    for (CommandRules shut :
        new CommandRules[] {
          rules(ControlMode.NONE, OptionalLong.of(32), extra),
          rules(ControlMode.STANDING, NONE, extra),
          rules(ControlMode.LEASED, NONE, extra)
        }) {
      assertThat(code(judge(shut, command("set_point", number(16), NONE, NONE))))
          .isEqualTo(Code.CONTROL_DISABLED);
      assertThat(code(judge(shut, command("set_command", number(7), NONE, NONE))))
          .isEqualTo(Code.CONTROL_DISABLED);
      assertThat(code(judge(shut, command("control", new Command.Word("renew"), NONE, NONE))))
          .isEqualTo(Code.CONTROL_DISABLED);
    }
  }

  @Test
  void a_retained_command_is_refused_before_all_else() {
    Command command = command("nonsense", new Command.Malformed("torn"), NONE, NONE);
    Command retained =
        new Command(
            command.name(),
            command.value(),
            command.id(),
            NONE,
            NONE,
            NONE,
            command.by(),
            true,
            NANOS,
            WALL);
    assertThat(code(judge(rules(ControlMode.NONE, NONE, Set.of()), retained)))
        .isEqualTo(Code.RETAINED);
  }

  /** FAULTS C19. */
  @ParameterizedTest
  @CsvSource({
    "5, , 4.9, ok",
    "5, , 5.0, expired",
    "5, 10, 6, expired",
    "10, 5, 6, expired",
    "0, , 0, expired",
    "4294967295, , 60, ok"
  })
  void the_message_expiry_counts_from_receipt_and_the_smaller_of_it_and_ttl_wins(
      long expiry, Long ttl, double waited, String expected) {
    Command command =
        command("set_point", number(16), NONE, ttl == null ? NONE : OptionalLong.of(ttl))
            .delivered(new Command.Delivery(OptionalLong.of(expiry), Optional.empty()));
    Optional<Outcome> stale =
        CommandRules.stale(command, OptionalLong.of(WALL), NANOS + (long) (waited * 1e9));
    assertThat(stale.map(outcome -> ((Outcome.Rejected) outcome).code()).orElse(null))
        .isEqualTo(expected.equals("ok") ? null : Code.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "current", "set_point_", "schema"})
  void a_name_that_the_map_does_not_have_is_unknown(String name) {
    assertThat(code(judge(rules, command(name, number(1), NONE, NONE))))
        .isEqualTo(Code.UNKNOWN_COMMAND);
  }

  @Test
  void control_takes_two_words() {
    assertThat(control(new Command.Word("renew"))).isEqualTo(new CommandRules.Control(true));
    assertThat(control(new Command.Word("release"))).isEqualTo(new CommandRules.Control(false));
    assertThat(code(control(new Command.Word("take")))).isEqualTo(Code.BAD_PAYLOAD);
    assertThat(code(control(number(1)))).isEqualTo(Code.BAD_PAYLOAD);
  }

  /** FAULTS C07. */
  @ParameterizedTest
  @CsvSource({
    "0, , ok",
    "30000, , ok",
    "-30000, , ok",
    "30001, , SKEW",
    "-30001, , SKEW",
    "3600000, , SKEW",
    "1795374000000, , SKEW",
    "10000, 10, ok",
    "10001, 10, EXPIRED",
    "60000, 10, EXPIRED",
    "60000, 120, SKEW",
    "1, 0, EXPIRED"
  })
  void a_time_stamp_is_judged_by_its_ttl_and_by_the_distance_of_the_clocks(
      long age, Long ttl, String expected) {
    OptionalLong life = ttl == null ? NONE : OptionalLong.of(ttl);
    Command command = command("set_point", number(16), OptionalLong.of(WALL - age), life);
    CommandRules.Judgement judgement = judge(rules, command);
    if (expected.equals("ok")) {
      assertThat(judgement).isInstanceOf(CommandRules.Write.class);
    } else {
      assertThat(code(judgement)).isEqualTo(Code.valueOf(expected));
    }
  }

  @Test
  void a_time_stamp_cannot_be_judged_by_a_clock_that_cannot_be_believed() {
    Command command = command("set_point", number(16), OptionalLong.of(WALL), OptionalLong.of(5));
    assertThat(code(rules.judge(command, NONE, NANOS))).isEqualTo(Code.CLOCK_UNSYNCED);
  }

  @Test
  void a_ttl_without_a_time_stamp_counts_from_receipt_by_the_monotonic_clock() {
    Command command = command("set_point", number(16), NONE, OptionalLong.of(5));
    assertThat(rules.judge(command, NONE, NANOS + 5_000_000_000L))
        .isInstanceOf(CommandRules.Write.class);
    assertThat(code(rules.judge(command, OptionalLong.of(WALL), NANOS + 5_000_000_001L)))
        .isEqualTo(Code.EXPIRED);
  }

  private CommandRules.Judgement control(Command.Value value) {
    return judge(rules, command("control", value, NONE, NONE));
  }

  private CommandRules.Judgement judge(Command.Value value) {
    return judge(rules, command("set_point", value, NONE, NONE));
  }

  private static CommandRules.Judgement judge(CommandRules rules, Command command) {
    return rules.judge(command, OptionalLong.of(WALL), NANOS);
  }

  private static CommandRules rules(ControlMode mode, OptionalLong most, Set<String> writes) {
    return new CommandRules(
        Evlink.MAP, new Permissions(mode, most, Duration.ofSeconds(60), writes, false, false));
  }

  private static Command.Value number(long value) {
    return new Command.Number(BigDecimal.valueOf(value));
  }

  private static Command command(
      String name, Command.Value value, OptionalLong ts, OptionalLong ttl) {
    return new Command(
        name, value, Optional.empty(), ts, ttl, NONE, Optional.empty(), false, NANOS, WALL);
  }

  private static Code code(CommandRules.Judgement judgement) {
    return ((Outcome.Rejected) ((CommandRules.Refusal) judgement).outcome()).code();
  }

  private static String message(CommandRules.Judgement judgement) {
    return ((Outcome.Rejected) ((CommandRules.Refusal) judgement).outcome()).message();
  }
}
