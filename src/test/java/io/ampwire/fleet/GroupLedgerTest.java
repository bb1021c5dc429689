package io.ampwire.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupLedgerTest {
  private static final ChargerId ONE = new ChargerId("bay-01");
  private static final ChargerId TWO = new ChargerId("bay-02");
  private static final ChargerId OUTSIDE = new ChargerId("bay-09");

  private final List<String> warnings = new ArrayList<>();
  private final GroupLedger ledger =
      new GroupLedger(o -> warnings.add(o.group().name() + " " + o.amps()));

  @BeforeEach
  void a_feeder_of_40_amps() {
    ledger.apply(List.of(new Group("feeder-1", 40, List.of(ONE, TWO))));
    ledger.worst(ONE, 10);
    ledger.worst(TWO, 10);
  }

  @Test
  void up_to_the_feeders_limit_increases_pass() {
    assertThat(ledger.raise(ONE, 30)).isEmpty();
    assertThat(ledger.raise(TWO, 10)).isEmpty();
  }

  @Test
  void one_ampere_more_is_refused_and_says_which_group_and_why() {
    assertThat(ledger.raise(ONE, 31)).get().asString().contains("feeder-1", "40 A", "10 A");
  }

  @Test
  void what_passed_is_set_aside_at_once_and_what_was_refused_is_not() {
    assertThat(ledger.raise(ONE, 25)).isEmpty();
    assertThat(ledger.raise(TWO, 16)).isPresent();
    assertThat(ledger.raise(TWO, 15)).isEmpty();
    assertThat(ledger.raise(ONE, 26)).isPresent();
  }

  @Test
  void a_decrease_passes_even_where_the_group_draws_too_much_already() {
    ledger.worst(ONE, 32);
    ledger.worst(TWO, 32);
    assertThat(ledger.raise(ONE, 31)).isEmpty();
    assertThat(ledger.raise(ONE, 32)).isEmpty();
    assertThat(ledger.raise(ONE, 33)).isPresent();
  }

  @Test
  void a_charger_is_bound_by_each_of_its_groups_and_by_no_other() {
    ledger.apply(
        List.of(
            new Group("feeder-1", 100, List.of(ONE, TWO)),
            new Group("house", 35, List.of(ONE, TWO, OUTSIDE))));
    assertThat(ledger.raise(ONE, 26)).get().asString().contains("house");
    ledger.apply(List.of(new Group("feeder-1", 20, List.of(ONE, TWO))));
    assertThat(ledger.raise(OUTSIDE, 80)).isEmpty();
  }

  /** FAULTS S23. */
  @Test
  void a_group_whose_degraded_sum_is_too_much_is_told_once_per_sum() {
    ledger.fallback(ONE, 16);
    ledger.fallback(TWO, 24);
    assertThat(warnings).isEmpty();
    assertThat(ledger.overdrawn()).isEmpty();
    ledger.fallback(TWO, 25);
    ledger.fallback(TWO, 25);
    ledger.fallback(ONE, 16);
    assertThat(warnings).containsExactly("feeder-1 41.0");
    ledger.fallback(ONE, 20);
    assertThat(warnings).containsExactly("feeder-1 41.0", "feeder-1 45.0");
    ledger.fallback(ONE, 10);
    ledger.fallback(ONE, 20);
    assertThat(warnings).as("gone, and back").hasSize(3);
  }

  /** FAULTS S23. */
  @Test
  void a_new_inventory_tells_it_again_and_a_lower_limit_tells_it_at_once() {
    ledger.fallback(ONE, 16);
    ledger.fallback(TWO, 16);
    ledger.apply(List.of(new Group("feeder-1", 31, List.of(ONE, TWO))));
    assertThat(warnings).containsExactly("feeder-1 32.0");
    ledger.apply(List.of(new Group("feeder-1", 31, List.of(ONE, TWO))));
    assertThat(warnings).hasSize(2);
  }

  @Test
  void what_somebody_granted_is_no_matter_of_this_warning() {
    ledger.fallback(ONE, 10);
    ledger.fallback(TWO, 10);
    ledger.worst(TWO, 63);
    assertThat(warnings).isEmpty();
  }
}
