package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger.Written;
import io.ampwire.command.Code;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.RegisterFile;
import io.ampwire.format.MapReader;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which chargers are kept under control, judged by what the charger received. */
class LifebitSchemeTest {
  private static final String TIMEOUT =
      "{ scheme: write-timeout, point: timeout, value: 30, period: 15s, disabled: 0 }";
  private static final String REWRITE =
      "{ scheme: rewrite-set-point, point: set_point, period: 30s }";
  private static final String CLEARING =
      "{ scheme: write-constant, point: alive, value: 1, period: 5s, cleared: 0 }";
  private static final String TRAFFIC = "{ scheme: any-traffic, period: 10s }";

  private final Bench bench = new Bench();

  @Test
  void a_timeout_register_is_written_again_at_half_its_time_until_control_ends() {
    on(TIMEOUT).controlled();
    bench.scheduler.advance(45_000);
    List<Written> beats = bench.charger.writes("timeout");
    assertThat(beats).hasSize(4).allMatch(w -> w.value() == 30);
    assertThat(beats.get(3).at() - beats.get(0).at()).isBetween(44_900_000_000L, 45_100_000_000L);
    assertThat(bench.amps()).containsExactly(16);
    assertSilenceAfterTheLease();
  }

  @Test
  void a_timeout_that_reads_off_is_no_fail_safe() {
    on(TIMEOUT);
    bench.charger.registers().put("watched", 0);
    bench.online();
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.NO_FAILSAFE);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void the_set_point_that_we_set_is_written_again_until_control_ends() {
    on(REWRITE).controlled();
    bench.scheduler.advance(50_000);
    assertThat(bench.amps()).containsExactly(16, 16, 16);
    assertSilenceAfterTheLease();
  }

  @Test
  void a_value_that_was_read_is_never_what_is_written_again() {
    on(REWRITE).controlled();
    bench.charger.registers().put("set_point", 0);
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(3));
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.losses()).containsExactly("foreign_controller");
  }

  @Test
  void a_decrease_is_never_followed_by_the_higher_value_of_before() {
    for (int at = 0; at < 31_000; at += 487) {
      Bench one = new Bench();
      on(one, REWRITE).controlled();
      one.scheduler.advance(at);
      one.charger.forget();
      one.charger.refresh(900);
      one.send("set_point", 8);
      one.scheduler.advance(40_000);
      List<Integer> amps = one.amps();
      assertThat(amps.subList(amps.indexOf(8), amps.size())).as("at %d", at).containsOnly(8);
    }
  }

  @Test
  void while_the_end_of_a_decrease_is_unknown_no_set_point_is_written_again() {
    for (int at = 0; at < 31_000; at += 1487) {
      Bench one = new Bench();
      on(one, REWRITE).controlled();
      one.charger.keep("set_point", true);
      one.scheduler.advance(at);
      one.send("set_point", 8);
      one.scheduler.advance(20);
      one.charger.forget();
      one.scheduler.advance(Duration.ofMinutes(3));
      assertThat(one.amps()).as("at %d", at).doesNotContain(16);
      assertThat(one.state()).isEqualTo(ControlPhase.FREE);
    }
  }

  @Test
  void a_constant_that_the_charger_clears_confirms_that_it_watches() {
    on(CLEARING).controlled();
    bench.charger.registers().put("alive", 0);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.state().control().confirmed()).isTrue();
    assertThat(bench.charger.writes("alive")).isNotEmpty().allMatch(w -> w.value() == 1);
    bench.scheduler.advance(30_000);
    assertSilenceAfterTheLease();
  }

  @Test
  void where_any_traffic_counts_polling_would_hide_a_lost_controller_so_there_is_no_control() {
    on(TRAFFIC).online();
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.NO_FAILSAFE);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void any_traffic_that_is_accepted_all_the_same_keeps_the_charger_busy_and_writes_nothing_else() {
    bench.acceptNoFailsafe = true;
    on(TRAFFIC).controlled();
    bench.scheduler.advance(30_000);
    assertThat(bench.charger.writes()).hasSize(1);
    assertThat(bench.sink.state().control().lifebitAge().orElseThrow()).isLessThan(10_500);
    assertSilenceAfterTheLease();
  }

  @ParameterizedTest
  @ValueSource(strings = {TIMEOUT, REWRITE, CLEARING})
  void in_every_scheme_a_release_is_silence(String scheme) {
    on(scheme).controlled();
    bench.say("ems-1", "release");
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    assertThat(bench.charger.writes()).isEmpty();
  }

  private void assertSilenceAfterTheLease() {
    bench.scheduler.advance(61_000);
    assertThat(bench.losses()).containsExactly("lease_expired");
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    assertThat(bench.charger.writes()).isEmpty();
  }

  private Bench on(String scheme) {
    return on(bench, scheme);
  }

  private static Bench on(Bench bench, String scheme) {
    RegisterMap map = map(scheme);
    RegisterFile registers = new RegisterFile(map, WordOrder.HIGH_WORD_FIRST);
    registers.put("set_point", 10).put("safe", 6).put("watched", 30).put("alive", 0);
    bench.map = map;
    bench.charger = new ScriptedCharger(bench.scheduler, map, registers);
    return bench;
  }

  private static RegisterMap map(String scheme) {
    String text =
        """
        schema: 1
        id: scheme
        title: A scheme
        revision: 1
        licence: Apache-2.0
        sources: [{ mark: DOC, kind: document, title: None }]
        link: { unit: 255, word-order: high-word-first }
        lifebit: %s
        fail-safe: { points: [safe], timeout-point: watched }
        set-point: { point: set_point, pause: 0 }
        points:
          - { name: set_point, address: 10, type: U16, unit: A, access: read-write, write: { range: { min: 6, max: 32 }, also: [0], capped: true, readback: value, settle: 1s }, sources: [DOC] }
          - { name: safe, address: 20, type: U16, unit: A, sources: [DOC] }
          - { name: timeout, address: 30, type: U16, unit: s, access: %s, sources: [DOC] }
          - { name: watched, address: 40, type: U16, unit: s, sources: [DOC] }
          - { name: alive, address: 50, type: U16, access: %s, sources: [DOC] }
        """
            .formatted(
                scheme,
                scheme.equals(TIMEOUT) ? "write" : "read",
                scheme.equals(CLEARING) ? "read-write" : "read");
    if (MapReader.read("scheme.yaml", text) instanceof MapReader.Parsed parsed) {
      return parsed.map();
    }
    throw new IllegalArgumentException(MapReader.read("scheme.yaml", text).toString());
  }
}
