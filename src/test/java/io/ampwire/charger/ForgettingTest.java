package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ControlMode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decrease under standing control: what a process that dies meanwhile leaves to the next. */
class ForgettingTest {
  private final FakeIntents intents = new FakeIntents();
  private final Bench bench = new Bench();

  @BeforeEach
  void standing() {
    bench.mode = ControlMode.STANDING;
    bench.intents = intents;
    bench.controlled();
  }

  @Test
  void a_decrease_is_sent_once_no_later_process_can_find_the_higher_value() {
    intents.disk = new CompletableFuture<>();
    bench.send("set_point", 10);
    bench.scheduler.advance(500);
    assertThat(bench.amps()).containsExactly(16);

    intents.disk.complete(null);
    bench.scheduler.advance(100);
    assertThat(bench.amps()).containsExactly(16, 10);
  }

  @Test
  void a_disk_that_hangs_delays_a_decrease_by_a_second_and_an_increase_not_at_all() {
    intents.disk = new CompletableFuture<>();
    bench.send("set_point", 10);
    bench.scheduler.advance(1100);
    assertThat(bench.amps()).containsExactly(16, 10);

    bench.scheduler.advance(2000);
    bench.send("set_point", 20);
    bench.scheduler.advance(100);
    assertThat(bench.amps()).containsExactly(16, 10, 20);
  }

  @Test
  void a_process_that_dies_within_a_decrease_to_the_degraded_value_raises_nothing_afterwards() {
    // Between two requests, so that the decrease is on its way at once.
    bench.scheduler.advance(50);
    bench.send("set_point", 10);
    bench.charger.registers().put("set_point", 10);
    Bench next = bench.restarted().begin();
    next.scheduler.advance(5000);
    assertThat(next.charger.writes("set_point")).isEmpty();
  }
}
