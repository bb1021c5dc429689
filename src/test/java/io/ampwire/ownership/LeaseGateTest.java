package io.ampwire.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseGateTest {
  private static final long MS = 1_000_000L;
  private static final long WITHIN = 4_000 * MS;

  private long steady = 7_000 * MS;
  private long wall = 1_795_374_000_000L;
  private final LeaseGate gate = new LeaseGate(() -> steady, () -> wall, WITHIN);

  private void pass(long millis) {
    steady += millis * MS;
    wall += millis;
  }

  private LeaseGate led() {
    gate.renewed(gate.now());
    gate.lead();
    return gate;
  }

  @Test
  void neither_the_word_of_the_elector_nor_a_renewal_alone_opens_it() {
    assertThat(gate.openFor(0)).isFalse();
    gate.renewed(gate.now());
    assertThat(gate.openFor(0)).isFalse();
    gate.lead();
    assertThat(gate.openFor(0)).isTrue();
  }

  @Test
  void a_write_must_end_before_the_right_does() {
    led();
    pass(3_000);

    assertThat(gate.openFor(999 * MS)).isTrue();
    assertThat(gate.openFor(1_000 * MS)).isFalse();
  }

  @Test
  void it_counts_from_the_question_not_from_the_answer() {
    gate.lead();
    LeaseGate.Moment asked = gate.now();
    pass(3_500);
    gate.renewed(asked);
    pass(500);

    assertThat(gate.openFor(0)).isFalse();
  }

  @Test
  void time_that_only_the_wall_clock_noticed_counts_too() {
    led();
    wall += 4_000;

    assertThat(gate.openFor(0)).isFalse();
  }

  @Test
  void a_wall_clock_that_is_set_back_lengthens_nothing() {
    led();
    wall -= 3_600_000;
    assertThat(gate.openFor(0)).isTrue();
    steady += WITHIN;

    assertThat(gate.openFor(0)).isFalse();
  }

  @Test
  void once_closed_no_renewal_opens_it() {
    led();
    gate.close();
    gate.renewed(gate.now());
    gate.lead();

    assertThat(gate.openFor(0)).isFalse();
  }
}
