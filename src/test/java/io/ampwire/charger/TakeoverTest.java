package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import org.junit.jupiter.api.Test;

/** A charger that another bridge may have had until now. */
class TakeoverTest {
  private static final int PERIOD_AND_A_HALF = 3_000;

  private final Bench bench = new Bench();

  private Bench watching() {
    bench.watched = true;
    return bench.online();
  }

  @Test
  void it_is_read_first_and_written_when_nobody_else_shows() {
    watching();

    bench.send("set_point", 16);
    assertThat(Bench.code(bench.outcome(0))).isEqualTo(Code.BUSY);
    bench.scheduler.advance(PERIOD_AND_A_HALF + 1_000);
    bench.send("set_point", 16);
    bench.scheduler.advance(500);

    assertThat(bench.outcome(1)).isEqualTo(Bench.applied(16));
    assertThat(bench.charger.writes("lifebit")).isNotEmpty();
  }

  @Test
  void whoever_else_beats_is_told_once_and_keeps_the_charger() {
    watching();
    for (int second = 0; second < 10; second++) {
      bench.charger.registers().put("lifebit", second % 2);
      bench.scheduler.advance(1_000);
    }

    bench.send("set_point", 16);

    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.HELD_BY_OTHER);
    assertThat(bench.sink.events(ChargerEvent.Type.FOREIGN_CONTROLLER)).hasSize(1);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_set_point_that_another_hand_moves_is_a_sign_too() {
    watching();
    bench.charger.registers().put("set_point", 13);
    bench.scheduler.advance(1_000);

    bench.send("set_point", 16);

    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.HELD_BY_OTHER);
  }

  @Test
  void when_that_one_is_quiet_the_charger_may_be_written() {
    watching();
    bench.charger.registers().put("lifebit", 1);
    bench.scheduler.advance(1_000);
    bench.charger.registers().put("lifebit", 0);
    bench.scheduler.advance(PERIOD_AND_A_HALF + 2_000);

    bench.send("set_point", 16);
    bench.scheduler.advance(500);

    assertThat(bench.outcome()).isEqualTo(Bench.applied(16));
  }

  @Test
  void the_last_beat_of_the_one_before_is_no_sign() {
    bench.charger.registers().put("lifebit", 1);
    watching();
    bench.charger.registers().put("lifebit", 0);
    bench.scheduler.advance(PERIOD_AND_A_HALF + 1_000);

    bench.send("set_point", 16);
    bench.scheduler.advance(500);

    assertThat(bench.outcome()).isEqualTo(Bench.applied(16));
    assertThat(bench.sink.events(ChargerEvent.Type.FOREIGN_CONTROLLER)).isEmpty();
  }
}
