package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollingTest {
  private final Bench bench = new Bench();

  @Test
  void the_state_is_told_before_the_charger_is_called_online() {
    bench.online();
    assertThat(bench.sink.log())
        .containsExactly("meta", "state good", "online", "event charger_online");
  }

  @Test
  void polls_begin_at_fixed_times_whatever_each_of_them_takes() {
    bench.charger.latency(37);
    bench.begin();
    bench.scheduler.advance(20_000);
    List<Long> starts = starts();
    assertThat(starts).hasSize(20);
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(0)).isEqualTo(i * 1_000_000_000L);
    }
  }

  /** FAULTS W18. */
  @Test
  void a_slow_device_loses_cycles_but_never_has_two_at_once() {
    bench.charger.latency(900);
    bench.begin();
    bench.scheduler.advance(60_000);
    // Each walk takes 6 or 7 answers of 900 ms and begins on the grid of whole seconds.
    assertThat(starts()).allMatch(at -> (at - starts().get(0)) % 1_000_000_000L == 0);
    assertThat(bench.metrics.polled).isBetween(8, 10);
    assertThat(bench.metrics.skipped).isBetween(48, 52);
    assertThat(bench.sink.states()).hasSize(bench.metrics.polled);
    assertThat(bench.scheduler.pending()).isLessThan(5);
  }

  @Test
  void a_process_that_stood_still_does_not_make_up_for_lost_polls() {
    bench.online();
    bench.sink.forget();
    bench.scheduler.suspend(Duration.ofSeconds(60));
    bench.scheduler.advance(900);
    assertThat(bench.sink.states().size()).isLessThanOrEqualTo(2);
  }

  @Test
  void a_charger_is_offline_after_three_failed_polls_with_one_last_state() {
    bench.online();
    bench.charger.refuseReads(4);
    bench.sink.forget();
    bench.scheduler.advance(2000);
    assertThat(bench.sink.log()).isEmpty();
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.log()).containsExactly("state stale", "offline", "event charger_offline");
    assertThat(bench.sink.state().readings()).noneMatch(reading -> reading.isValue());
    assertThat(bench.sink.events(Type.CHARGER_OFFLINE).get(0).details())
        .containsEntry("reason", "exception 4 at 4000");
  }

  @Test
  void a_poll_that_fails_whole_publishes_nothing_and_two_of_them_are_forgiven() {
    bench.online();
    for (int i = 0; i < 5; i++) {
      bench.sink.forget();
      bench.charger.refuseReads(4);
      bench.scheduler.advance(2000);
      assertThat(bench.sink.log()).isEmpty();
      bench.charger.refuseReads(0);
      bench.scheduler.advance(1000);
      assertThat(bench.sink.log()).containsExactly("state good");
    }
  }

  @Test
  void a_charger_that_was_never_there_is_called_offline_too() {
    bench.charger.away(true);
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.log()).containsExactly("state stale", "offline", "event charger_offline");
    bench.charger.away(false);
    bench.sink.forget();
    bench.scheduler.advance(31_000);
    assertThat(bench.sink.log())
        .startsWith("meta", "state good", "online", "event charger_online", "state good");
  }

  @Test
  void a_charger_that_swallows_requests_is_offline_in_time_and_comes_back_by_itself() {
    bench.online();
    bench.charger.hang(true);
    bench.scheduler.advance(6000);
    assertThat(bench.lane.online()).isFalse();
    bench.charger.hang(false);
    bench.sink.forget();
    bench.scheduler.advance(31_000);
    assertThat(bench.sink.log()).startsWith("state good", "online", "event charger_online");
  }

  @Test
  void a_lost_connection_is_dialled_again_without_haste() {
    bench.online();
    bench.charger.away(true);
    bench.scheduler.advance(Duration.ofMinutes(10));
    int dials = bench.charger.dials();
    assertThat(dials).isBetween(20, 55);
    bench.scheduler.advance(Duration.ofMinutes(1));
    assertThat(bench.charger.dials() - dials).isBetween(2, 4);
  }

  /** Times at which a walk began: the first read of each is at register 1. */
  private List<Long> starts() {
    return bench.charger.reads().stream()
        .filter(read -> read.start() == 1)
        .map(ScriptedCharger.Asked::at)
        .toList();
  }
}
