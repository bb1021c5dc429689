package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger.Written;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.RegisterFile;
import io.ampwire.format.MapReader;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Control sequences, judged by the registers that the charger received and by the current that they
 * allow: that of the set point while enabled, none otherwise, the fallback without a lifebit.
 */
class ControlSequenceTest {
  private static final int FALLBACK = 6;

  private final Bench bench = new Bench();

  @BeforeEach
  void a_charger_that_needs_several_writes() {
    use(bench, FALLBACK);
  }

  @Test
  void each_sequence_writes_its_steps_in_their_order() {
    bench.online();
    assertThat(bench.set("ems-1", 16)).isEqualTo(Bench.applied(16));
    assertThat(written())
        .startsWith("remote=1", "alive=1", "set_point=16", "trigger=1", "enable=1");
    bench.charger.forget();
    assertThat(bench.set("ems-1", 10)).isEqualTo(Bench.applied(10));
    assertThat(withoutLifebits()).containsExactly("set_point=10", "trigger=1");
    bench.charger.forget();
    assertThat(bench.set("ems-1", 0)).isEqualTo(Bench.applied(0));
    assertThat(withoutLifebits()).containsExactly("enable=0");
    bench.charger.forget();
    assertThat(bench.set("ems-1", 8)).isEqualTo(Bench.applied(8));
    assertThat(withoutLifebits()).containsExactly("set_point=8", "trigger=1", "enable=1");
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void a_wait_passes_between_two_steps() {
    bench.online();
    bench.set("ems-1", 16);
    long first = bench.charger.writes("remote").get(0).at();
    long next = bench.charger.writes("set_point").get(0).at();
    assertThat(next - first).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void a_pause_shown_by_another_register_is_no_drift_and_no_foreign_controller() {
    bench.controlled();
    bench.set("ems-1", 0);
    bench.charger.forget();
    bench.scheduler.advance(45_000);
    assertThat(withoutLifebits()).isEmpty();
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
  }

  @Test
  void after_a_reconnect_the_sequence_after_a_fallback_runs() {
    bench.controlled();
    bench.charger.forget();
    bench.charger.cut();
    bench.scheduler.advance(4000);
    assertThat(withoutLifebits()).containsExactly("set_point=16", "trigger=1", "enable=1");
    assertThat(written().get(0)).as("the lifebit comes first").isEqualTo("alive=1");
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
  }

  @Test
  void a_fallback_of_the_charger_itself_is_followed_by_the_sequence_for_it() {
    bench.controlled();
    bench.charger.forget();
    bench.charger.registers().put("set_point", FALLBACK).put("enable", 0);
    bench.scheduler.advance(3000);
    assertThat(withoutLifebits()).containsExactly("set_point=16", "trigger=1", "enable=1");
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void a_fallback_is_not_assumed_long_after_control_began() {
    bench.controlled();
    for (int i = 0; i < 4; i++) {
      bench.scheduler.advance(30_000);
      bench.say("ems-1", "renew");
    }
    bench.charger.forget();
    bench.charger.registers().put("set_point", FALLBACK);
    bench.scheduler.advance(5000);
    assertThat(withoutLifebits()).isEmpty();
    assertThat(bench.sink.events(ChargerEvent.Type.DRIFT)).hasSize(1);
  }

  /** FAULTS C20. */
  @ParameterizedTest
  @ValueSource(strings = {"remote", "alive", "set_point", "trigger", "enable"})
  void a_refusal_at_any_step_of_taking_control_leaves_the_charger_without_it(String point) {
    bench.online();
    bench.charger.refuseWrite(point, 4);
    Outcome outcome = bench.set("ems-1", 16);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).message()).contains("exception 4");
    bench.scheduler.advance(20_000);
    assertThat(bench.state()).isEqualTo(ControlPhase.FREE);
    assertThat(bench.charger.writes("alive").size()).as("no lifebit goes on").isLessThan(2);
  }

  /** FAULTS C21. */
  @ParameterizedTest
  @CsvSource({
    "pause, enable, refused",
    "pause, enable, lost",
    "pause, enable, crash",
    "pause, enable, cut",
    "limit, set_point, refused",
    "limit, set_point, lost",
    "limit, set_point, crash",
    "limit, trigger, refused",
    "limit, trigger, lost",
    "limit, trigger, crash",
    "limit, trigger, cut",
    "raise, set_point, refused",
    "raise, set_point, lost",
    "raise, set_point, crash",
    "raise, trigger, refused",
    "raise, trigger, lost",
    "raise, trigger, crash",
    "raise, trigger, cut",
    "resume, set_point, refused",
    "resume, set_point, lost",
    "resume, set_point, crash",
    "resume, trigger, refused",
    "resume, trigger, lost",
    "resume, trigger, crash",
    "resume, enable, refused",
    "resume, enable, lost",
    "resume, enable, crash",
    "resume, enable, cut"
  })
  void a_fault_at_any_step_leaves_the_charger_at_or_below_what_it_had(
      String what, String point, String fault) {
    for (int fallback : new int[] {6, 13}) {
      Bench one = new Bench();
      use(one, fallback);
      one.online();
      one.set("ems-1", 10);
      if (what.equals("resume")) {
        one.set("ems-1", 0);
      }
      double before = what.equals("resume") ? 0 : 10;
      long wanted =
          switch (what) {
            case "pause" -> 0;
            case "limit" -> 8;
            case "raise" -> 20;
            default -> 16;
          };
      int address = one.map.point(point).orElseThrow().address();
      int[] left = {1};
      inject(one, address, fault, left);
      one.send("set_point", wanted);
      one.scheduler.advance(100);
      heal(one, fault);
      Allowance allowance = new Allowance(one, fallback);
      one.scheduler.advance(20_000);
      Outcome outcome = one.sink.acks().get(one.sink.acks().size() - 1).outcome();
      boolean applied = outcome instanceof Outcome.Applied;
      double most = Math.max(before, applied ? wanted : 0);
      boolean held = one.state() == ControlPhase.HELD;
      // Without control the charger's own fallback is what it may have, and nothing else.
      double allowed = held ? most : Math.max(fallback, 0);
      assertThat(allowance.amps(held))
          .as("%s at %s, %s, fallback %d: %s", what, point, fault, fallback, outcome)
          .isLessThanOrEqualTo(allowed);
      if (fault.equals("refused") && wanted < before) {
        assertThat(allowance.amps(held))
            .as("%s refused at %s never ends above the value before", what, point)
            .isLessThanOrEqualTo(before);
      }
    }
  }

  private static void inject(Bench bench, int address, String fault, int[] left) {
    String name =
        bench.map.points().stream()
            .filter(p -> p.address() == address)
            .findFirst()
            .orElseThrow()
            .name();
    switch (fault) {
      case "refused" -> bench.charger.refuseWrite(name, 4);
      case "lost" ->
          bench.charger.onWrite(
              (a, v) -> {
                if (a == address && left[0]-- > 0) {
                  bench.charger.hang(true);
                }
              });
      case "crash" ->
          bench.charger.onWrite(
              (a, v) -> {
                if (a == address && left[0]-- > 0) {
                  bench.charger.away(true);
                }
              });
      default ->
          bench.charger.onWrite(
              (a, v) -> {
                if (a == address && left[0]-- > 0) {
                  bench.charger.cut();
                }
              });
    }
  }

  /** The charger recovers before control is over. */
  private static void heal(Bench bench, String fault) {
    switch (fault) {
      case "lost" -> bench.scheduler.after(2_500_000_000L, () -> bench.charger.hang(false));
      case "crash" -> bench.scheduler.after(2_500_000_000L, () -> bench.charger.away(false));
      default -> {}
    }
  }

  /** Current that the charger allows, by what it received and by its own clock. */
  private record Allowance(Bench bench, int fallback) {
    double amps(boolean held) {
      int enabled = bench.charger.registers().word(60);
      int setPoint = bench.charger.registers().word(10);
      return held ? (enabled == 1 ? setPoint : 0) : fallback;
    }
  }

  private static void use(Bench bench, int fallback) {
    RegisterMap map = map();
    RegisterFile registers = new RegisterFile(map, WordOrder.HIGH_WORD_FIRST);
    registers.put("set_point", 10).put("safe", fallback).put("alive", 0).put("enable", 0);
    registers.put("watched", 30);
    bench.map = map;
    bench.charger = new ScriptedCharger(bench.scheduler, map, registers);
  }

  private List<String> written() {
    List<String> all = new ArrayList<>();
    for (Written write : bench.charger.writes()) {
      all.add(
          bench.map.points().stream()
                  .filter(p -> p.address() == write.address())
                  .findFirst()
                  .orElseThrow()
                  .name()
              + "="
              + write.value());
    }
    return all;
  }

  private List<String> withoutLifebits() {
    return written().stream().filter(text -> !text.startsWith("alive")).toList();
  }

  private static RegisterMap map() {
    String text =
        """
        schema: 1
        id: steps
        title: Several writes
        revision: 1
        licence: Apache-2.0
        sources: [{ mark: DOC, kind: document, title: None }]
        link: { unit: 255, word-order: high-word-first }
        lifebit: { scheme: write-constant, point: alive, value: 1, period: 5s }
        fail-safe: { points: [safe], timeout-point: watched, resend: true }
        set-point: { point: set_point, pause: 0, paused: { point: enable, value: 0 } }
        control:
          take: [{ write: remote, value: 1 }, { wait: 300ms }, { lifebit: true }]
          limit: [{ write: set_point, value: limit }, { write: trigger, value: 1 }]
          pause: [{ write: enable, value: 0 }]
          resume: [{ write: set_point, value: limit }, { write: trigger, value: 1 }, { write: enable, value: 1 }]
          after-fallback: [{ lifebit: true }, { write: set_point, value: limit }, { write: trigger, value: 1 }, { write: enable, value: 1 }]
        points:
          - { name: set_point, address: 10, type: U16, unit: A, access: read-write, write: { range: { min: 6, max: 32 }, also: [0], capped: true, settle: 200ms }, sources: [DOC] }
          - { name: safe, address: 20, type: U16, unit: A, sources: [DOC] }
          - { name: watched, address: 40, type: U16, unit: s, sources: [DOC] }
          - { name: alive, address: 50, type: U16, access: read-write, sources: [DOC] }
          - { name: enable, address: 60, type: U16, access: read-write, write: { also: [0, 1], settle: 200ms }, sources: [DOC] }
          - { name: remote, address: 70, type: U16, access: read-write, sources: [DOC] }
          - { name: trigger, address: 80, type: U16, access: write, sources: [DOC] }
        """;
    if (MapReader.read("steps.yaml", text) instanceof MapReader.Parsed parsed) {
      return parsed.map();
    }
    throw new IllegalArgumentException(MapReader.read("steps.yaml", text).toString());
  }
}
