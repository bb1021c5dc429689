package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.GroupGuard;
import io.ampwire.control.MemberReport;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Set points with decimals, at chargers whose registers are finer than an ampere. Registers,
 * addresses and words come from the makers' documents and evcc's drivers, and not from the maps: mA
 * at ABB, KEBA and Peblar, a float at Alfen, tenths at a Bender controller of Mennekes.
 */
class DecimalSetPointTest {
  private static final ChargerId BAY = new ChargerId("bay-01");

  /** Time for two polls, also of a KEBA, which takes one request each half second, ms. */
  private static final long POLLS = 30_000;

  private Bench bench = new Bench();

  private void zero(RegisterFile file, int from, int to) {
    for (int address = from; address < to; address++) {
      file.word(address, 0);
    }
  }

  private void device(String id) {
    RegisterFile file = bench.device(id);
    bench.acceptNoFailsafe = true;
    bench.acceptFallback = true;
    switch (id) {
      case "abb-terra-ac" -> {
        zero(file, 0x4000, 0x4200);
        file.words(0x4000, 0x54220400L).words(0x4002, 0x49200025L).words(0x4004, 0x01060600L);
        file.words(0x4006, 32_000).word(0x4020, 60);
      }
      case "keba-kecontact-p30", "keba-kecontact-p40" -> {
        zero(file, 1000, 1700);
        zero(file, 5000, 5100);
        file.words(1000, 3).words(1004, 7).words(1600, 10_000).words(1602, 30);
      }
      case "peblar" -> {
        zero(file, 30_000, 30_120);
        zero(file, 40_000, 40_060);
        file.word(30_092, 3).word(30_110, 67);
      }
      case "alfen-eve-ng9xx" -> {
        zero(file, 300, 426);
        zero(file, 1100, 1300);
        file.text(1201, "C2").words(1208, 50).words(1212, 0x40C0_0000L).word(1214, 1);
      }
      case "mennekes-amtron-4you" -> {
        zero(file, 100, 1300);
        file.word(122, 3).word(131, 6).word(132, 60);
      }
      default -> throw new IllegalArgumentException(id);
    }
  }

  private Outcome set(String amps) {
    return set(amps, POLLS);
  }

  private Outcome set(String amps, long millis) {
    Command.Value value = new Command.Number(new BigDecimal(amps));
    bench.send("set_point", value, OptionalLong.empty());
    bench.scheduler.advance(millis);
    return bench.sink.acks().get(bench.sink.acks().size() - 1).outcome();
  }

  /** The last words at these registers, as the charger took them. */
  private String words(int address, int count) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int at = address + i;
      List<ScriptedCharger.Written> taken =
          bench.charger.writes().stream().filter(w -> w.address() == at).toList();
      hex.append("%04x".formatted(taken.get(taken.size() - 1).value()));
    }
    return hex.toString();
  }

  private static Decimal decimal(String text) {
    return Decimal.parse(text).orElseThrow();
  }

  /** FAULTS C39. */
  @ParameterizedTest
  @CsvSource({
    "abb-terra-ac,         10.5, 16640, 2, 00002904, false",
    "abb-terra-ac,         10.3, 16640, 2, 0000283c, false",
    "abb-terra-ac,         6.1,  16640, 2, 000017d4, false",
    "keba-kecontact-p30,   10.5, 5004,  1, 2904,     false",
    "keba-kecontact-p30,   10.3, 5004,  1, 283c,     false",
    "keba-kecontact-p30,   6.1,  5004,  1, 17d4,     false",
    "keba-kecontact-p40,   10.5, 5004,  1, 2904,     true",
    "keba-kecontact-p40,   10.25, 5004, 1, 280a,     true",
    "keba-kecontact-p40,   6.1,  5004,  1, 17d4,     true",
    "peblar,               10.5, 40000, 2, 00002904, true",
    "peblar,               10.3, 40000, 2, 0000283c, true",
    "peblar,               6.1,  40000, 2, 000017d4, true",
    "alfen-eve-ng9xx,      10.5, 1210,  2, 41280000, true",
    "alfen-eve-ng9xx,      10.3, 1210,  2, 4124cccd, true",
    "alfen-eve-ng9xx,      6.1,  1210,  2, 40c33333, true",
    "mennekes-amtron-4you, 10.5, 1001,  1, 0069,     true",
    "mennekes-amtron-4you, 10.3, 1001,  1, 0067,     true",
    "mennekes-amtron-4you, 6.1,  1001,  1, 003d,     true"
  })
  void a_decimal_is_written_as_the_source_says_and_read_back(
      String id, String amps, int address, int count, String words, boolean readBack) {
    device(id);
    bench.begin();
    bench.scheduler.advance(POLLS);
    Optional<Decimal> value = Optional.of(decimal(amps));
    assertThat(set(amps))
        .isEqualTo(new Outcome.Applied(readBack, value, readBack ? value : Optional.empty()));
    assertThat(words(address, count)).isEqualTo(words);
    assertThat(bench.sink.state().control().limit()).isEqualTo(value);
    assertThat(bench.sink.events(Type.CONTROL_TAKEN).get(0).details())
        .containsEntry("value", new BigDecimal(amps));
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
    assertThat(bench.losses()).isEmpty();
  }

  /** FAULTS C39. */
  @ParameterizedTest
  @CsvSource({
    "alfen-eve-ng9xx, 10.25, 'set_point takes 0 or 6..32 A in steps of 0.1, got 10.25'",
    "mennekes-amtron-4you, 6.15, 'set_point takes 0 or 6..32 A in steps of 0.1, got 6.15'",
    "abb-terra-ac, 10.2505, 'set_point takes 0 or 6..32 A in steps of 0.001, got 10.2505'",
    "peblar, 5.9, 'set_point takes 0 or 6..32 A in steps of 0.001, got 5.9'",
    "peblar, 0.1, 'set_point takes 0 or 6..32 A in steps of 0.001, got 0.1'",
    "peblar, 32.001, 'set_point takes 0 or 6..32 A in steps of 0.001, got 32.001'",
    "peblar, 1e-999999, 'set_point takes 0 or 6..32 A in steps of 0.001, got 1E-999999'"
  })
  void a_value_off_the_step_or_the_range_is_refused(String id, String amps, String why) {
    device(id);
    bench.begin();
    bench.scheduler.advance(POLLS);
    assertThat(set(amps)).isEqualTo(Outcome.rejected(Code.OUT_OF_RANGE, why));
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void the_outlets_limit_bounds_a_decimal() {
    device("peblar");
    bench.maxCurrent = OptionalLong.of(10);
    bench.begin();
    bench.scheduler.advance(POLLS);
    assertThat(set("10.001"))
        .isEqualTo(
            Outcome.rejected(
                Code.OUT_OF_RANGE, "set_point takes 0 or 6..10 A in steps of 0.001, got 10.001"));
    assertThat(set("10.0")).isEqualTo(Bench.applied(10));
  }

  @Test
  void a_set_point_that_has_to_be_written_again_keeps_its_decimals() {
    device("alfen-eve-ng9xx");
    bench.begin();
    bench.scheduler.advance(POLLS);
    set("10.3");
    bench.scheduler.advance(120_000);
    List<ScriptedCharger.Written> high = bench.charger.writes("set_point");
    assertThat(high).hasSizeGreaterThan(5).allMatch(write -> write.value() == 0x4124);
    assertThat(bench.charger.writes().stream().filter(w -> w.address() == 1211))
        .hasSize(high.size())
        .allMatch(write -> write.value() == 0xCCCD);
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
  }

  /** A float that the charger computed is not the nearest one to the decimal. */
  @ParameterizedTest
  @ValueSource(floats = {10.299999f, 10.300001f, 10.32f, 10.26f})
  void a_float_within_half_a_step_is_the_granted_value(float reads) {
    device("alfen-eve-ng9xx");
    bench.begin();
    bench.scheduler.advance(POLLS);
    bench.charger.onWrite(
        (address, value) -> bench.charger.registers().words(1210, Float.floatToRawIntBits(reads)));
    assertThat(set("10.3"))
        .isEqualTo(
            new Outcome.Applied(true, Optional.of(decimal("10.3")), Optional.of(decimal("10.3"))));
    bench.scheduler.advance(POLLS);
    assertThat(bench.sink.events(Type.DRIFT)).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
  }

  @Test
  void a_register_in_milliamperes_counts_exactly() {
    device("keba-kecontact-p40");
    bench.begin();
    bench.scheduler.advance(POLLS);
    set("10.3");
    bench.charger.registers().word(5004, 10_301);
    bench.scheduler.advance(POLLS);
    assertThat(bench.sink.events(Type.DRIFT).get(0).details())
        .containsEntry("granted", new BigDecimal("10.3"))
        .containsEntry("reads", new BigDecimal("10.301"));
    assertThat(bench.charger.registers().word(5004)).isEqualTo(10_300);

    bench.charger.registers().word(5004, 10_299);
    bench.scheduler.advance(POLLS);
    assertThat(bench.sink.events(Type.DRIFT).get(1).details())
        .containsEntry("side", "below")
        .containsEntry("reads", new BigDecimal("10.299"));
  }

  @Test
  void a_mismatch_shows_the_decimal_that_was_read() {
    device("mennekes-amtron-4you");
    bench.charger.clamp("set_point", 100);
    bench.begin();
    bench.scheduler.advance(POLLS);
    assertThat(set("10.5"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.readback()).hasValue(Decimal.of(10));
              assertThat(failed.message()).isEqualTo("wrote 10.5, reads back 10");
            });
  }

  /** A decrease by less than an ampere is a decrease. */
  @Test
  void a_lost_decrease_by_tenths_is_seen_in_the_register() {
    device("mennekes-amtron-4you");
    bench.begin();
    bench.scheduler.advance(POLLS);
    set("10.5");
    bench.charger.keep("set_point", true);
    assertThat(set("10.3", 5000)).isInstanceOf(Outcome.Failed.class);
    assertThat(bench.sink.state().control().limit()).hasValue(decimal("10.5"));
    bench.charger.registers().word(1001, 103);
    bench.scheduler.advance(POLLS);
    assertThat(bench.sink.state().control().limit()).hasValue(decimal("10.3"));
    assertThat(bench.losses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"keba-kecontact-p40, 5004, 1, 283c", "alfen-eve-ng9xx, 1210, 2, 4124cccd"})
  void a_decimal_resumes_after_a_restart(String id, int address, int count, String words) {
    FakeIntents intents = new FakeIntents();
    device(id);
    bench.intents = intents;
    bench.begin();
    bench.scheduler.advance(POLLS);
    set("10.3");
    assertThat(intents.kept.get(BAY).value()).isEqualTo(decimal("10.3"));

    Bench next = bench.restarted();
    next.map = bench.map;
    next.acceptNoFailsafe = true;
    next.acceptFallback = true;
    next.begin();
    next.scheduler.advance(POLLS);
    assertThat(words(address, count)).isEqualTo(words);
    assertThat(next.sink.state().control().limit()).hasValue(decimal("10.3"));
    assertThat(next.sink.events(Type.CONTROL_TAKEN).get(0).details())
        .containsEntry("value", new BigDecimal("10.3"))
        .containsEntry("resumed", true);
    assertThat(next.losses()).isEmpty();
  }

  @Test
  void a_fallback_above_the_outlets_limit_by_half_an_ampere_is_named() {
    device("keba-kecontact-p40");
    bench.acceptNoFailsafe = true;
    bench.acceptFallback = false;
    bench.maxCurrent = OptionalLong.of(10);
    bench.charger.registers().words(1600, 10_500);
    bench.begin();
    bench.scheduler.advance(POLLS);
    Outcome outcome = set("10");
    assertThat(Bench.code(outcome)).isEqualTo(Code.UNSAFE_FALLBACK);
    assertThat(((Outcome.Rejected) outcome).message()).contains(" is 10.5 A, max-current is 10 A");
  }

  /** A group with one member and a cap that a test sets. */
  private final class OneMember implements GroupGuard {
    private final List<Double> admitted = new ArrayList<>();
    private double counted;
    private Optional<MemberReport> report = Optional.empty();
    private Optional<Cap> cap = Optional.empty();

    @Override
    public Optional<Refusal> admit(ChargerId charger, double amps) {
      admitted.add(amps);
      return Optional.empty();
    }

    @Override
    public void observed(ChargerId charger, double worst, double fallback) {
      counted = worst;
    }

    @Override
    public void reported(ChargerId charger, MemberReport latest) {
      report = Optional.of(latest);
    }

    @Override
    public Optional<Cap> cap(ChargerId charger) {
      return cap;
    }

    private void caps(long amps) {
      long generation = cap.map(Cap::generation).orElse(0L) + 1;
      cap = Optional.of(new Cap("feeder-1", OptionalLong.of(amps), generation, Optional.empty()));
      bench.lane.capChanged();
      bench.scheduler.advance(POLLS);
    }
  }

  /** FAULTS C39. */
  @Test
  void a_groups_books_round_a_members_limit_up() {
    OneMember group = new OneMember();
    device("keba-kecontact-p40");
    bench.groups = group;
    bench.begin();
    bench.scheduler.advance(POLLS);
    set("10.5");
    bench.scheduler.advance(POLLS);
    assertThat(group.admitted).containsOnly(11.0);
    assertThat(group.counted).isEqualTo(11);
  }

  @Test
  void a_cap_of_whole_amperes_takes_a_decimal_below_it_and_brings_it_back() {
    OneMember group = new OneMember();
    device("keba-kecontact-p40");
    bench.groups = group;
    bench.begin();
    bench.scheduler.advance(POLLS);
    group.caps(12);
    set("10.5");
    assertThat(words(5004, 1)).isEqualTo("2904");
    bench.scheduler.advance(POLLS);
    assertThat(group.report.orElseThrow().limit().most()).isEqualTo(11);
    assertThat(group.report.orElseThrow().limit().wanted()).hasValue(11);

    group.caps(10);
    assertThat(words(5004, 1)).as("10 A").isEqualTo("2710");
    group.caps(11);
    assertThat(words(5004, 1)).as("10.5 A again").isEqualTo("2904");
    assertThat(bench.sink.state().control().limit()).hasValue(decimal("10.5"));
  }

  /** Commands in tenths and faults in any order; the charger's register decides. */
  @Test
  void whatever_happens_the_register_holds_the_limit_and_the_books_count_no_less() {
    int held = 0;
    int decimals = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      bench = new Bench();
      OneMember group = new OneMember();
      device("mennekes-amtron-4you");
      bench.groups = group;
      bench.intents = new FakeIntents();
      bench.charger.latency(1 + random.nextInt(120)).refresh(random.nextBoolean() ? 0 : 1000);
      bench.begin();
      bench.scheduler.advance(5000);
      for (int step = 0; step < 40; step++) {
        act(random);
        bench.scheduler.advance(random.nextInt(random.nextInt(6) == 0 ? 30_000 : 1500));
      }
      bench.charger.away(false).refuseWrite("set_point", 0);
      bench.scheduler.advance(60_000);
      int register = bench.charger.registers().word(1001);
      Optional<Decimal> limit = bench.sink.state().control().limit();
      if (limit.isPresent()) {
        held++;
        decimals += register % 10 == 0 ? 0 : 1;
        assertThat(limit.get().value())
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(tenths(register));
      }
      assertThat(group.counted).as("seed %d", seed).isGreaterThanOrEqualTo((register + 9) / 10);
      assertThat(group.counted).as("seed %d", seed).isEqualTo(Math.rint(group.counted));
      assertThat(bench.charger.writes("set_point"))
          .allMatch(w -> w.value() == 0 || w.value() >= 60 && w.value() <= 320);
    }
    assertThat(held).isGreaterThan(20);
    assertThat(decimals).isGreaterThan(10);
  }

  private static BigDecimal tenths(int register) {
    return BigDecimal.valueOf(register, 1);
  }

  private void act(Random random) {
    switch (random.nextInt(10)) {
      case 0 -> bench.charger.cut();
      case 1 -> bench.charger.away(true);
      case 2 -> bench.charger.away(false);
      case 3 -> bench.charger.registers().word(1001, 60 + random.nextInt(261));
      case 4 -> bench.charger.loseAnswers(1);
      case 5 -> bench.charger.refuseWrite("set_point", random.nextBoolean() ? 4 : 0);
      default ->
          bench.send(
              "set_point",
              new Command.Number(tenths(60 + random.nextInt(261))),
              OptionalLong.empty());
    }
  }
}
