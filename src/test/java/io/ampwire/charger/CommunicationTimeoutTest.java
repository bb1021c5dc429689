package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.decode.RegisterFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chargers that any request keeps going. Registers and times are those of ABB's document v1.7
 * (communication timeout read at 0x4020, set at 0x4106, 10 to 65535 s, 60 s by default; a read each
 * 30 to 90 s is recommended) and of Bender's table (communication timeout at 132). Addresses and
 * words are written here and not taken from the maps.
 */
class CommunicationTimeoutTest {
  private static final long SECOND = 1_000_000_000L;

  private final Bench bench = new Bench();

  private RegisterFile device(String map) {
    bench.acceptNoFailsafe = true;
    return bench.device(map);
  }

  /** A car charges with 10 A on three phases; firmware 1.6.6. */
  private RegisterFile abb(int timeout) {
    RegisterFile file = device("abb-terra-ac");
    file.words(0x4000, 0x54220400L);
    file.words(0x4002, 0x49200025L);
    file.words(0x4004, 0x01060600L);
    file.words(0x4006, 32_000);
    file.words(0x4008, 0);
    file.words(0x400A, 0x111);
    file.words(0x400C, 0x0400);
    file.words(0x400E, 10_000);
    for (int phase = 0; phase < 3; phase++) {
      file.words(0x4010 + 2 * phase, 10_000);
      file.words(0x4016 + 2 * phase, 2_300);
    }
    file.words(0x401C, 6_900);
    file.words(0x401E, 1_234);
    file.word(0x4020, timeout);
    return file;
  }

  private RegisterFile bender(int timeout) {
    RegisterFile file = device("bender-cc612");
    for (int address = 100; address < 1300; address++) {
      file.word(address, 0);
    }
    file.word(122, 3).word(131, 10).word(132, timeout).word(1000, 16);
    for (int phase = 0; phase < 3; phase++) {
      file.words(212 + 2 * phase, 10_000);
      file.words(206 + 2 * phase, 2_300);
      file.words(222 + 2 * phase, 230);
    }
    file.words(220, 6_900);
    return file;
  }

  private long longestSilence() {
    List<Long> asked = new ArrayList<>();
    bench.charger.reads().forEach(read -> asked.add(read.at()));
    bench.charger.writes().forEach(write -> asked.add(write.at()));
    asked.add(bench.scheduler.nanos());
    asked.sort(null);
    long longest = 0;
    for (int i = 1; i < asked.size(); i++) {
      longest = Math.max(longest, asked.get(i) - asked.get(i - 1));
    }
    return longest;
  }

  /** FAULTS E08. */
  @ParameterizedTest
  @CsvSource({
    "abb-terra-ac, 10, 1s",
    "abb-terra-ac, 10, 60s",
    "abb-terra-ac, 60, 60s",
    "abb-terra-ac, 60, 300s",
    "abb-terra-ac, 65535, 300s",
    "bender-cc612, 8, 60s",
    "bender-cc612, 60, 300s"
  })
  void the_communication_timeout_never_runs_out_under_control(
      String map, int timeout, String poll) {
    boolean abb = map.startsWith("abb");
    if (abb) {
      abb(timeout);
    } else {
      bender(timeout);
    }
    bench.poll = Duration.parse("PT" + poll);
    bench.online();
    assertThat(bench.set("ems-1", 10)).isInstanceOf(Outcome.Applied.class);
    bench.scheduler.advance(Duration.ofHours(1));
    long longest = longestSilence();
    System.out.printf(
        "%s, timeout %d s, poll %s: longest silence %.2f s%n", map, timeout, poll, longest / 1e9);
    assertThat(longest).isLessThan(timeout * SECOND);
    assertThat(longest).as("ABB recommends a read each 30 to 90 s").isLessThan(90 * SECOND);
    assertThat(bench.losses()).isEmpty();
  }

  /** An ABB has no current that it falls back to, so nothing protects the outlet. */
  @Test
  void an_abb_is_not_controlled_unless_that_is_accepted() {
    abb(60);
    bench.acceptNoFailsafe = false;
    bench.online();
    assertThat(Bench.code(bench.set("ems-1", 10))).isEqualTo(Code.NO_FAILSAFE);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** 0x4100 takes mA in two registers; below 6 A the charger pauses, so that 0 does. */
  @Test
  void the_limit_of_an_abb_is_written_in_milliamperes_and_0_pauses() {
    abb(60);
    bench.online();
    bench.set("ems-1", 10);
    bench.set("ems-1", 0);
    assertThat(bench.charger.writes())
        .extracting(ScriptedCharger.Written::address, ScriptedCharger.Written::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0x4100, 0),
            org.assertj.core.groups.Tuple.tuple(0x4101, 10_000),
            org.assertj.core.groups.Tuple.tuple(0x4100, 0),
            org.assertj.core.groups.Tuple.tuple(0x4101, 0));
    assertThat(Bench.code(bench.set("ems-1", 5))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(bench.sink.state().reading("power_active_phase_tot").number()).isEqualTo(6.9);
    assertThat(bench.sink.state().reading("current_phase_1").number()).isEqualTo(10);
    assertThat(bench.sink.state().reading("voltage_phase_1").number()).isEqualTo(230);
  }

  /** 10 to 65535 s by the document; 0x4106 takes them as they are. */
  @Test
  void the_communication_timeout_of_an_abb_is_set_only_within_its_range() {
    abb(60);
    bench.extras = java.util.Set.of("communication_timeout_set");
    bench.online();
    bench.send("communication_timeout_set", 9);
    bench.scheduler.advance(1500);
    assertThat(Bench.code(bench.outcome(0))).isEqualTo(Code.OUT_OF_RANGE);
    bench.send("communication_timeout_set", 90);
    bench.scheduler.advance(1500);
    assertThat(bench.outcome(1)).isInstanceOf(Outcome.Applied.class);
    assertThat(bench.charger.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.address()).isEqualTo(0x4106);
              assertThat(write.value()).isEqualTo(90);
            });
  }
}
