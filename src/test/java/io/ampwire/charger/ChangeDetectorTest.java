package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {
  private final Bench bench = new Bench();

  @Test
  void a_fault_that_was_there_at_the_first_poll_is_raised_and_later_cleared() {
    bench.charger.registers().put("ev_state", 11);
    bench.online();
    bench.scheduler.advance(5000);
    assertThat(bench.sink.events(Type.FAULT_RAISED)).hasSize(1);
    assertThat(bench.sink.state().waitingFor()).isEqualTo(WaitingFor.FAULT);
    bench.charger.registers().put("ev_state", 2);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.events(Type.FAULT_CLEARED)).hasSize(1);
  }

  /** FAULTS D09. */
  @Test
  void a_counter_that_goes_back_is_told_and_published_as_it_is() {
    bench.online();
    bench.charger.registers().put("session_energy", 3);
    bench.scheduler.advance(5000);
    assertThat(bench.sink.events(Type.COUNTER_RESET)).hasSize(1);
    assertThat(bench.sink.events(Type.COUNTER_RESET).get(0).details())
        .containsEntry("point", "session_energy")
        .containsEntry("from", 6946L)
        .containsEntry("to", 3L);
    assertThat(bench.sink.state().reading("session_energy")).isEqualTo(new Reading.Whole(3));
  }

  /** FAULTS D09. */
  @Test
  void an_unknown_code_is_published_raw() {
    bench.charger.registers().put("ev_state", 77);
    bench.online();
    assertThat(bench.sink.state().reading("ev_state")).isEqualTo(new Reading.Whole(77));
    assertThat(bench.sink.state().waitingFor()).isEqualTo(WaitingFor.UNKNOWN);
  }

  @Test
  void supervision_is_confirmed_once_the_charger_consumed_a_beat() {
    bench.controlled();
    assertThat(bench.sink.state().control().confirmed()).isFalse();
    bench.scheduler.advance(2500);
    assertThat(bench.sink.state().control().confirmed()).isFalse();
    bench.charger.registers().put("lifebit", 0);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.state().control().confirmed()).isTrue();
    assertThat(bench.sink.state().control().by()).hasValue("ems-1");
    assertThat(bench.sink.state().control().lifebitAge()).isPresent();
  }
}
