package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger.Written;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chargers behind one gateway: the silence of one is its own. */
class SharedConnectionTest {
  private static final long LONGEST_GAP = 3_000_000_000L;

  private final Bench live = new Bench();

  private Bench gateway() {
    live.unit = 1;
    live.begin();
    Bench other = live.beside("bay-02", 2).begin();
    live.scheduler.advance(5000);
    return other;
  }

  private List<Long> lifebits() {
    return live.charger.writes("lifebit").stream()
        .filter(w -> w.unit() == 1)
        .map(Written::at)
        .toList();
  }

  /** FAULTS R01. */
  @Test
  void a_unit_that_never_answers_leaves_the_others_their_cadence() {
    live.charger.hang(2, true);
    Bench dead = gateway();
    live.sink.forget();
    live.scheduler.advance(60_000);
    assertThat(live.lane.online()).isTrue();
    assertThat(live.sink.states().size()).isGreaterThan(52);
    assertThat(dead.lane.online()).isFalse();
    assertThat(live.charger.dials()).isLessThanOrEqualTo(2);
    assertThat(live.set("ems", 16).label()).isEqualTo("applied");
  }

  /** FAULTS R01. */
  @Test
  void a_unit_that_falls_silent_does_not_stop_the_lifebit_of_another() {
    Bench dying = gateway();
    live.set("ems", 16);
    live.charger.hang(2, true);
    live.scheduler.advance(40_000);
    List<Long> sent = lifebits();
    assertThat(sent.size()).isGreaterThan(15);
    for (int i = 1; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 1)).isLessThanOrEqualTo(LONGEST_GAP);
    }
    assertThat(live.losses()).isEmpty();
    assertThat(dying.lane.online()).isFalse();
    live.charger.hang(2, false);
    live.scheduler.advance(40_000);
    assertThat(dying.lane.online()).isTrue();
    assertThat(live.charger.dials()).isOne();
  }

  /** FAULTS R01. */
  @Test
  void two_units_that_fall_silent_at_once_cost_the_third_at_most_one_connection() {
    Bench second = gateway();
    Bench third = live.beside("bay-03", 3).begin();
    live.scheduler.advance(3000);
    live.charger.hang(2, true).hang(3, true);
    live.scheduler.advance(60_000);
    assertThat(live.lane.online()).isTrue();
    assertThat(second.lane.online()).isFalse();
    assertThat(third.lane.online()).isFalse();
    assertThat(live.charger.dials()).isLessThanOrEqualTo(2);
  }

  @Test
  void a_gateway_that_is_dead_for_all_is_dialled_again() {
    Bench other = gateway();
    live.charger.hang(true);
    live.scheduler.advance(20_000);
    assertThat(live.lane.online()).isFalse();
    assertThat(other.lane.online()).isFalse();
    assertThat(live.charger.dials()).isGreaterThan(1);
    live.charger.hang(false);
    live.scheduler.advance(40_000);
    assertThat(live.lane.online()).isTrue();
    assertThat(other.lane.online()).isTrue();
  }

  /** FAULTS R01. */
  @Test
  void a_unit_that_was_swapped_while_it_was_silent_says_what_it_is_before_it_is_written_to() {
    live.charger.hang(2, true);
    Bench other = gateway();
    live.charger.registers().put("commercial_reference", "XYZ1");
    live.charger.hang(2, false);
    live.scheduler.advance(40_000);
    assertThat(other.lane.online()).isTrue();
    assertThat(other.set("ems", 16).label()).isEqualTo("wrong_device");
    assertThat(live.charger.writes()).noneMatch(w -> w.unit() == 2);
  }

  /** The absence is too short for the charger to count as offline. FAULTS R01. */
  @Test
  void a_unit_that_was_swapped_while_one_request_stayed_unanswered_is_not_written_to_either() {
    Bench other = gateway();
    assertThat(other.set("ems", 16).label()).isEqualTo("applied");
    other.scheduler.advance(12_000);
    live.charger.hang(2, true);
    live.scheduler.advance(1400);
    live.charger.registers().put("commercial_reference", "XYZ1");
    live.charger.forget();
    live.charger.hang(2, false);
    live.scheduler.advance(6000);
    assertThat(other.lane.online()).isTrue();
    assertThat(other.set("ems", 10).label()).isEqualTo("wrong_device");
    assertThat(live.charger.writes()).noneMatch(w -> w.unit() == 2);
    assertThat(live.charger.dials()).isOne();
  }
}
