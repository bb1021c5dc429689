package io.ampwire.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values of a meter on a feeder of 60 A. */
class MeterPlausibilityTest {
  private static final long SECOND = 1_000_000_000L;
  private final MeterPlausibility check = new MeterPlausibility(60);

  @Test
  void a_value_that_no_feeder_of_this_size_carries_is_refused() {
    assertThat(check.accepts(PhaseAmps.each(181), 0)).isFalse();
    assertThat(check.accepts(PhaseAmps.each(-181), 0)).isFalse();
    assertThat(check.accepts(PhaseAmps.each(Double.NaN), 0)).isFalse();
    assertThat(check.accepts(PhaseAmps.each(59), 0)).isTrue();
  }

  @Test
  void a_rise_counts_at_once_and_a_deep_fall_when_a_second_value_confirms_it() {
    assertThat(check.accepts(PhaseAmps.each(5), 0)).isTrue();
    assertThat(check.accepts(PhaseAmps.each(55), SECOND)).isTrue();
    assertThat(check.accepts(PhaseAmps.each(0), 2 * SECOND)).isFalse();
    assertThat(check.accepts(PhaseAmps.each(54), 3 * SECOND)).isTrue();
    assertThat(check.accepts(PhaseAmps.each(0), 4 * SECOND)).isFalse();
    assertThat(check.accepts(PhaseAmps.each(1), 5 * SECOND)).isTrue();
  }

  @Test
  void after_a_silence_any_plausible_value_counts() {
    assertThat(check.accepts(PhaseAmps.each(55), 0)).isTrue();
    assertThat(check.accepts(PhaseAmps.each(0), 11 * SECOND)).isTrue();
  }
}
