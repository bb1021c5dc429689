package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.RegisterFile;
import io.ampwire.faults.Maps;
import io.ampwire.map.Decimal;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WordOrderChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chargers that time their controller by a register of their own. The devices follow owners'
 * reports and makers' tables, by addresses and not by the map; each measures with its own clock
 * what it went without.
 */
class OwnTimeoutTest {
  private static final long SECOND = 1_000_000_000L;

  private final Bench bench = new Bench();

  /**
   * An Alfen: a set point at 1210 (float) holds for a validity time that an installer sets, and
   * 1208 counts down what is left; afterwards the safe current at 1212 applies (evcc issue 12492).
   */
  private final class Alfen {
    final long validity;
    final List<Long> gaps = new ArrayList<>();
    long written = -1;
    int lapses;
    boolean lapsed;

    Alfen(int validity) {
      this.validity = validity;
      bench.map = Maps.of("alfen-eve-ng9xx");
      RegisterFile file = new RegisterFile(bench.map, WordOrder.HIGH_WORD_FIRST);
      bench.charger = new ScriptedCharger(bench.scheduler, bench.map, file);
      bench.maxCurrent = OptionalLong.of(16);
      bench.order = WordOrderChoice.HIGH_WORD_FIRST;
      for (int i = 0; i < 3; i++) {
        real(306 + 2 * i, 230 + i);
        real(320 + 2 * i, 8);
        real(338 + 2 * i, 8 * (230 + i));
      }
      real(344, 8 * 693);
      real(336, 50);
      real(1206, 16);
      real(1210, 0);
      real(1212, 16);
      text(1201, "C2");
      words(1208, 0);
      bench.charger.onWrite((address, value) -> wrote(address));
      tick();
    }

    private void wrote(int address) {
      if (address == 1211) {
        if (written >= 0) {
          gaps.add(bench.scheduler.nanos() - written);
        }
        written = bench.scheduler.nanos();
        lapsed = false;
      }
    }

    private void tick() {
      long left =
          written < 0 ? 0 : Math.max(0, validity * SECOND - (bench.scheduler.nanos() - written));
      words(1208, left / SECOND);
      if (written >= 0 && left == 0 && !lapsed) {
        lapsed = true;
        lapses++;
      }
      bench.scheduler.after(SECOND / 20, this::tick);
    }

    private void words(int address, long value) {
      bench.charger.registers().word(address, (int) (value >>> 16) & 0xFFFF);
      bench.charger.registers().word(address + 1, (int) value & 0xFFFF);
    }

    private void real(int address, double value) {
      words(address, Float.floatToIntBits((float) value) & 0xFFFFFFFFL);
    }

    private void text(int address, String text) {
      for (int i = 0; i < 5; i++) {
        int high = 2 * i < text.length() ? text.charAt(2 * i) : 0;
        int low = 2 * i + 1 < text.length() ? text.charAt(2 * i + 1) : 0;
        bench.charger.registers().word(address + i, high << 8 | low);
      }
    }
  }

  /** FAULTS C22. */
  @ParameterizedTest
  @CsvSource({"10, 1s", "10, 5s", "4, 1s", "60, 1s", "300, 1s"})
  void the_set_point_of_an_alfen_never_lapses(int validity, String poll) {
    Alfen alfen = new Alfen(validity);
    bench.poll = Duration.parse("PT" + poll);
    bench.mode = io.ampwire.map.ControlMode.STANDING;
    bench.online();
    assertThat(bench.set("ems-1", 8)).isInstanceOf(Outcome.Applied.class);
    bench.scheduler.advance(Duration.ofMinutes(30));
    long longest = alfen.gaps.stream().mapToLong(g -> g).max().orElseThrow();
    System.out.printf(
        "Alfen, validity %d s, poll %s: %d writes, longest gap %.2f s, lapses %d%n",
        validity, poll, alfen.gaps.size() + 1, longest / 1e9, alfen.lapses);
    assertThat(alfen.lapses).isZero();
    assertThat(longest).isLessThan(validity * SECOND);
    assertThat(longest).as("no busier than the map's period").isGreaterThan(SECOND / 2);
    assertThat(bench.losses()).isEmpty();
  }

  /**
   * A Vestel: it looks each half of its timeout (2002) whether 6000 is 1 and writes 0; without one
   * it falls back to the current at 2000 and drops the set point (case 05 and evcc issue 16487).
   */
  private final class Vestel {
    final int timeout;
    final List<Double> fallbacks = new ArrayList<>();
    boolean safe = true;
    int real = 16;

    Vestel(int timeout, int fallback) {
      this.timeout = timeout;
      bench.map = Maps.of("vestel-evc04");
      RegisterFile file = new RegisterFile(bench.map, WordOrder.HIGH_WORD_FIRST);
      bench.charger = new ScriptedCharger(bench.scheduler, bench.map, file);
      bench.order = WordOrderChoice.HIGH_WORD_FIRST;
      for (int address = 404; address < 1600; address++) {
        file.word(address, 0);
      }
      file.word(404, 1).word(405, 1).word(1001, 1).word(1004, 3);
      file.word(1014, 231).word(1016, 232).word(1018, 230);
      file.word(1100, 32).word(1102, 6).word(1104, 32).word(1106, 32);
      file.word(2000, fallback).word(2002, timeout).word(5004, 16).word(6000, 0);
      bench.charger.onWrite(this::wrote);
      show();
      if (timeout > 0) {
        bench.scheduler.after(timeout * SECOND / 2, this::look);
      }
    }

    private void wrote(int address, int value) {
      if (address == 5004) {
        real = value;
        bench.charger.registers().word(5004, Math.max(6, value));
        bench.scheduler.after(2 * SECOND, this::show);
      }
    }

    private void look() {
      if (bench.charger.registers().word(6000) == 1) {
        bench.charger.registers().word(6000, 0);
        safe = false;
      } else if (!safe) {
        safe = true;
        fallbacks.add(bench.scheduler.nanos() / 1e9);
        real = bench.charger.registers().word(2000);
        bench.charger.registers().word(5004, real);
        show();
      }
      bench.scheduler.after(timeout * SECOND / 2, this::look);
    }

    private void show() {
      int amps = Math.min(real, 16);
      RegisterFile file = bench.charger.registers();
      file.word(1000, amps == 0 ? 3 : 2);
      for (int i = 0; i < 3; i++) {
        file.word(1008 + 2 * i, amps * 1000);
      }
      int watts = amps * 693;
      file.word(1020, watts >> 16).word(1021, watts & 0xFFFF);
    }
  }

  /** FAULTS C22. */
  @ParameterizedTest
  @ValueSource(ints = {8, 20, 60})
  void a_vestel_never_misses_a_life_bit(int timeout) {
    Vestel vestel = new Vestel(timeout, 10);
    bench.mode = io.ampwire.map.ControlMode.STANDING;
    bench.online();
    assertThat(bench.set("ems-1", 12)).isEqualTo(Bench.applied(12));
    bench.scheduler.advance(Duration.ofMinutes(30));
    List<ScriptedCharger.Written> beats = bench.charger.writes("lifebit");
    long longest = 0;
    for (int i = 1; i < beats.size(); i++) {
      longest = Math.max(longest, beats.get(i).at() - beats.get(i - 1).at());
    }
    System.out.printf(
        "Vestel, timeout %d s: %d life bits, longest gap %.2f s, fallbacks %d%n",
        timeout, beats.size(), longest / 1e9, vestel.fallbacks.size());
    assertThat(vestel.fallbacks).isEmpty();
    assertThat(longest).isLessThan(timeout * SECOND / 2);
    assertThat(vestel.real).isEqualTo(12);
  }

  @Test
  void a_vestel_hears_a_life_bit_before_its_first_set_point() {
    new Vestel(20, 10);
    bench.online();
    bench.set("ems-1", 12);
    assertThat(bench.charger.writes().get(0).address()).isEqualTo(6000);
    assertThat(bench.charger.writes().get(1).address()).isEqualTo(5004);
  }

  @ParameterizedTest
  @CsvSource({"0, does not watch", "6, too short"})
  void a_vestel_that_watches_nobody_or_too_hastily_is_not_controlled(int timeout, String why) {
    new Vestel(timeout, 10);
    bench.online();
    Outcome outcome = bench.set("ems-1", 12);
    assertThat(Bench.code(outcome)).isEqualTo(Code.NO_FAILSAFE);
    assertThat(((Outcome.Rejected) outcome).message()).contains(why);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** FAULTS C23. */
  @Test
  void a_confirmed_zero_that_reads_six_is_a_pause() {
    Vestel vestel = new Vestel(20, 10);
    bench.mode = io.ampwire.map.ControlMode.STANDING;
    bench.online();
    bench.set("ems-1", 10);
    Outcome outcome = bench.set("ems-1", 0);
    assertThat(outcome)
        .isEqualTo(new Outcome.Applied(false, Optional.of(Decimal.of(0)), Optional.empty()));
    bench.scheduler.advance(Duration.ofMinutes(10));
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
    assertThat(vestel.fallbacks).isEmpty();
    assertThat(vestel.real).isZero();
    assertThat(bench.sink.events(ChargerEvent.Type.DRIFT)).isEmpty();
    assertThat(bench.set("ems-1", 10)).isEqualTo(Bench.applied(10));
  }

  /** FAULTS C23. */
  @Test
  void a_pause_that_the_charger_ignores_is_tried_again_and_never_becomes_its_higher_fallback() {
    Vestel vestel = new Vestel(20, 10);
    bench.mode = io.ampwire.map.ControlMode.STANDING;
    bench.online();
    bench.set("ems-1", 8);
    bench.charger.onWrite(
        (address, value) -> {
          if (address == 5004) {
            vestel.real = Math.max(6, value);
            bench.charger.registers().word(5004, vestel.real);
            vestel.show();
          }
        });
    bench.set("ems-1", 0);
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(10));
    assertThat(vestel.real).as("never the fallback of 10 A").isEqualTo(6);
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
    assertThat(bench.charger.writes("set_point"))
        .hasSizeBetween(10, 21)
        .allMatch(w -> w.value() == 0);
    assertThat(bench.sink.events(ChargerEvent.Type.LIMIT_NOT_FOLLOWED)).isNotEmpty();
  }

  /** A KEBA: one value a request; 5018 starts its clock, 1602 reads it, and 0 is off. */
  private void keba(int timeout) {
    keba("keba-kecontact-p30", timeout);
  }

  private void keba(String map, int timeout) {
    bench.map = Maps.of(map);
    RegisterFile file = new RegisterFile(bench.map, WordOrder.HIGH_WORD_FIRST);
    bench.charger = new ScriptedCharger(bench.scheduler, bench.map, file);
    bench.order = WordOrderChoice.HIGH_WORD_FIRST;
    for (int address = 1000; address < 1700; address++) {
      file.word(address, 0);
    }
    file.word(1001, 3).word(1601, 10_000).word(1603, timeout);
    for (int i = 0; i < 3; i++) {
      file.word(1009 + 2 * i, 10_000).word(1041 + 2 * i, 230);
    }
    bench.charger.onWrite(
        (address, value) -> {
          if (address == 5018) {
            file.word(1603, value);
          }
        });
    bench.charger.latency(20);
  }

  /** FAULTS C24. */
  @ParameterizedTest
  @CsvSource({"keba-kecontact-p30, 3", "keba-kecontact-p40, 5"})
  void a_keba_sees_at_most_two_requests_a_second_and_rests_between_writes(String map, int rest) {
    keba(map, 30);
    bench.mode = io.ampwire.map.ControlMode.STANDING;
    bench.begin();
    bench.scheduler.advance(30_000);
    int sent = 0;
    for (long amps : new long[] {10, 0, 16, 8, 12, 0, 6, 9, 11, 0, 32, 7}) {
      bench.send("set_point", amps);
      bench.scheduler.advance(10_000);
      assertThat(bench.sink.acks()).as("answers after 10 s, %d A", amps).hasSize(++sent);
      Outcome outcome = bench.sink.acks().get(sent - 1).outcome();
      assertThat(outcome).as("%d A", amps).isInstanceOf(Outcome.Applied.class);
      bench.scheduler.advance(700L * sent);
    }
    bench.scheduler.advance(Duration.ofMinutes(9));
    List<Long> asked = new ArrayList<>();
    bench.charger.reads().forEach(read -> asked.add(read.at()));
    bench.charger.writes().forEach(write -> asked.add(write.at()));
    asked.sort(null);
    long most = 0;
    for (int i = 0, first = 0; i < asked.size(); i++) {
      while (asked.get(i) - asked.get(first) >= SECOND) {
        first++;
      }
      most = Math.max(most, i - first + 1);
    }
    long least = Long.MAX_VALUE;
    List<ScriptedCharger.Written> writes = bench.charger.writes();
    for (int i = 1; i < writes.size(); i++) {
      least = Math.min(least, writes.get(i).at() - writes.get(i - 1).at());
    }
    System.out.printf(
        "%s: %d requests in %.0f s, at most %d in any second, writes at least %.2f s apart%n",
        map, asked.size(), (asked.get(asked.size() - 1) - asked.get(0)) / 1e9, most, least / 1e9);
    assertThat(most).isLessThanOrEqualTo(2);
    assertThat(least).isGreaterThanOrEqualTo(rest * SECOND);
    assertThat(bench.losses()).isEmpty();
  }

  /**
   * FAULTS C24. The guide of the P40 (V1.02): five seconds between writes, and each received
   * command restarts the clock of the fail-safe. The commands come at any moment between two
   * lifebits.
   */
  @ParameterizedTest
  @CsvSource({"keba-kecontact-p30, 3", "keba-kecontact-p40, 5"})
  void a_keba_answers_in_time_at_any_moment_and_its_clock_never_runs_out(String map, int rest) {
    keba(map, 30);
    bench.mode = io.ampwire.map.ControlMode.STANDING;
    bench.begin();
    bench.scheduler.advance(30_000);
    int sent = 0;
    long slowest = 0;
    for (int moment = 0; moment < 44; moment++) {
      long amps = moment % 2 == 0 ? 6 + moment % 20 : 0;
      bench.send("set_point", amps);
      long asked = bench.scheduler.nanos();
      while (bench.sink.acks().size() == sent && bench.scheduler.nanos() - asked < 20 * SECOND) {
        bench.scheduler.advance(50);
      }
      slowest = Math.max(slowest, bench.scheduler.nanos() - asked);
      Outcome outcome = bench.sink.acks().get(sent++).outcome();
      assertThat(outcome).as("%d A, moment %d", amps, moment).isInstanceOf(Outcome.Applied.class);
      bench.scheduler.advance(13_000 + 230L * moment);
    }
    bench.scheduler.advance(Duration.ofMinutes(30));
    List<ScriptedCharger.Written> writes = bench.charger.writes();
    long least = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 1; i < writes.size(); i++) {
      long gap = writes.get(i).at() - writes.get(i - 1).at();
      least = Math.min(least, gap);
      longest = Math.max(longest, gap);
    }
    System.out.printf(
        "%s: %d commands, slowest answer %.2f s, writes %.2f to %.2f s apart%n",
        map, sent, slowest / 1e9, least / 1e9, longest / 1e9);
    assertThat(slowest).isLessThan(10 * SECOND);
    assertThat(least).isGreaterThanOrEqualTo(rest * SECOND);
    assertThat(longest).as("the clock of 30 s").isLessThan(20 * SECOND);
    assertThat(values(5018)).hasSizeGreaterThan(100).containsOnly(30);
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void a_keba_is_enabled_with_the_limit_and_paused_without_it() {
    keba(30);
    bench.begin();
    bench.scheduler.advance(30_000);
    bench.send("set_point", 10);
    bench.scheduler.advance(9000);
    assertThat(values(5004)).containsExactly(10_000);
    assertThat(values(5014)).containsExactly(1);
    bench.charger.forget();
    bench.send("set_point", 0);
    bench.scheduler.advance(9000);
    assertThat(values(5004)).isEmpty();
    assertThat(values(5014)).containsExactly(0);
  }

  /** FAULTS C25. */
  @Test
  void a_fail_safe_that_is_off_is_switched_on_only_by_choice() {
    keba(0);
    bench.begin();
    bench.scheduler.advance(30_000);
    Outcome refused = bench.set("ems-1", 10);
    assertThat(Bench.code(refused)).isEqualTo(Code.NO_FAILSAFE);
    assertThat(((Outcome.Rejected) refused).message()).contains("arm-failsafe");
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** FAULTS C25. */
  @Test
  void accepted_without_a_fail_safe_no_lifebit_switches_it_on() {
    keba(0);
    bench.acceptNoFailsafe = true;
    bench.begin();
    bench.scheduler.advance(30_000);
    bench.send("set_point", 10);
    bench.scheduler.advance(40_000);
    assertThat(values(5004)).containsExactly(10_000);
    assertThat(values(5018)).isEmpty();
  }

  /** FAULTS C25. */
  @Test
  void by_choice_it_is_switched_on_before_the_first_limit() {
    keba(0);
    bench.armFailsafe = true;
    bench.begin();
    bench.scheduler.advance(30_000);
    bench.send("set_point", 10);
    bench.scheduler.advance(20_000);
    assertThat(bench.charger.writes().get(0).address()).isEqualTo(5018);
    assertThat(values(5018)).hasSizeGreaterThan(1).containsOnly(30);
    assertThat(values(5004)).containsExactly(10_000);
  }

  private List<Integer> values(int address) {
    return bench.charger.writes().stream()
        .filter(write -> write.address() == address)
        .map(ScriptedCharger.Written::value)
        .toList();
  }
}
