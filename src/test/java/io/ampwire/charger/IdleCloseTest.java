package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A device that closes connections which nobody uses has not failed. */
class IdleCloseTest {
  private final Bench bench = new Bench();

  private void idleFor(int seconds) {
    for (int i = 0; i < seconds; i++) {
      bench.scheduler.advance(1000);
      bench.charger.end();
    }
  }

  /** FAULTS R02. */
  @Test
  void polls_fifteen_seconds_apart_dial_again_and_the_charger_stays_online() {
    bench.poll = Duration.ofSeconds(15);
    bench.online();
    bench.sink.forget();
    idleFor(60);
    assertThat(bench.sink.states()).hasSize(4);
    assertThat(bench.sink.events(Type.CHARGER_OFFLINE)).isEmpty();
    assertThat(bench.lane.online()).isTrue();
  }

  /** FAULTS R02. */
  @Test
  void a_command_dials_at_once() {
    bench.poll = Duration.ofSeconds(15);
    bench.online();
    idleFor(3);
    assertThat(bench.set("ems", 16).label()).isEqualTo("applied");
    assertThat(bench.losses()).isEmpty();
  }

  @Test
  void a_close_without_an_answer_on_the_connection_is_a_failure() {
    bench.online();
    bench.charger.away(true);
    bench.scheduler.advance(5000);
    assertThat(bench.lane.online()).isFalse();
    assertThat(bench.set("ems", 16).label()).isEqualTo("offline");
  }

  @Test
  void a_device_that_went_away_after_an_idle_close_is_offline() {
    bench.online();
    bench.charger.end();
    bench.charger.away(true);
    bench.scheduler.advance(6000);
    assertThat(bench.lane.online()).isFalse();
  }
}
