package io.ampwire.charger;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.trust.WordOrderVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane says of the word order while it finds it. */
class IdentityAndOrderTest {
  private final Bench bench = new Bench();

  @BeforeEach
  void prove() {
    bench.order = WordOrderChoice.PROVE;
  }

  @Test
  void the_third_poll_tells_the_order_and_that_it_contradicts_the_map_once() {
    bench.online();
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.PARTIAL);
    bench.scheduler.advance(2000);
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    assertThat(bench.sink.meta().verdict().state()).isEqualTo(WordOrderVerdict.State.PROVED);
    bench.scheduler.advance(60_000);
    List<ChargerEvent> events = bench.sink.events(Type.WORD_ORDER_CONTRADICTS_MAP);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).details())
        .containsEntry("documented", "high-word-first")
        .containsEntry("proved", "low-word-first");
  }

  @Test
  void an_order_that_is_the_maps_contradicts_nothing() {
    bench.charger.registers().in(HIGH_WORD_FIRST).charging();
    bench.online();
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.meta().verdict().order()).hasValue(HIGH_WORD_FIRST);
    assertThat(bench.sink.events(Type.WORD_ORDER_CONTRADICTS_MAP)).isEmpty();
  }

  @Test
  void after_ten_minutes_without_a_verdict_the_remedy_is_told_once() {
    for (String phase : List.of("1", "2", "3", "avg")) {
      bench.charger.registers().put("voltage_phase_" + phase, 0);
    }
    bench.charger.registers().idle().put("frequence", 0);
    for (String phase : List.of("1", "2", "3", "avg")) {
      bench.charger.registers().put("voltage_phase_" + phase, 0);
    }
    bench.charger.registers().put("command_status", 5);
    bench.online();
    bench.scheduler.advance(Duration.ofMinutes(9));
    assertThat(bench.sink.events(Type.WORD_ORDER_UNDECIDED)).isEmpty();
    bench.scheduler.advance(Duration.ofMinutes(20));
    List<ChargerEvent> events = bench.sink.events(Type.WORD_ORDER_UNDECIDED);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).details().get("remedy").toString()).contains("low-word-first");
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.PARTIAL);
    assertThat(bench.sink.state().reading("command_status").isValue()).isFalse();
    assertThat(bench.sink.meta().verdict().state()).isEqualTo(WordOrderVerdict.State.UNDECIDED);
  }

  @Test
  void another_charger_of_the_family_is_proved_anew() {
    bench.online();
    bench.scheduler.advance(3000);
    bench.charger.cut();
    bench.charger.registers().in(HIGH_WORD_FIRST).charging();
    bench.charger.registers().put("commercial_reference", "EVB3S07N40");
    bench.scheduler.advance(2500);
    assertThat(bench.sink.meta().identity().reference()).hasValue("EVB3S07N40");
    assertThat(bench.sink.state().reading("voltage_phase_1").isValue()).isFalse();
    bench.scheduler.advance(3000);
    assertThat(bench.sink.meta().verdict().order()).hasValue(HIGH_WORD_FIRST);
  }

  @Test
  void a_reconnect_to_the_same_charger_keeps_the_verdict() {
    bench.online();
    bench.scheduler.advance(3000);
    bench.charger.cut();
    bench.sink.forget();
    bench.scheduler.advance(3000);
    assertThat(bench.sink.states()).isNotEmpty();
    assertThat(bench.sink.states())
        .allMatch(state -> state.quality() == ChargerSnapshot.Quality.GOOD);
  }

  @Test
  void a_power_a_thousand_times_too_large_is_told_once_with_the_factor_and_withheld() {
    bench.charger.registers().put("power_active_phase_tot", 10_940);
    bench.online();
    bench.scheduler.advance(60_000);
    assertThat(bench.sink.state().reading("power_active_phase_tot").isValue()).isFalse();
    assertThat(bench.sink.events(Type.SCALE_CONTRADICTS_MAP)).hasSize(1);
    assertThat(bench.sink.events(Type.SCALE_CONTRADICTS_MAP).get(0).details())
        .containsEntry("point", "power_active_phase_tot")
        .containsEntry("factor", 0.001);
    assertThat(bench.sink.meta().scales()).isEmpty();
  }
}
