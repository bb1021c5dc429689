package io.ampwire.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.control.GroupGuard;
import io.ampwire.format.InventoryReader;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupLedgerTest {
  private static final ChargerId ONE = new ChargerId("bay-01");
  private static final ChargerId TWO = new ChargerId("bay-02");
  private static final ChargerId OUTSIDE = new ChargerId("bay-09");

  private final List<String> warnings = new ArrayList<>();
  private final GroupLedger ledger =
      new GroupLedger(o -> warnings.add(o.group().name() + " " + o.amps()));

  private void apply(Group... groups) {
    String text = "bay-01@192.0.2.1,bay-02@192.0.2.2,bay-09@192.0.2.9";
    InventoryReader.Parsed parsed =
        (InventoryReader.Parsed)
            InventoryReader.readShort(text, Map.of(Evlink.MAP.id(), Evlink.MAP));
    ledger.apply(Inventory.of(parsed.inventory().chargers(), List.of(groups)));
  }

  @BeforeEach
  void a_feeder_of_40_amps() {
    apply(new Group("feeder-1", 40, List.of(ONE, TWO)));
    ledger.observed(ONE, 10, 0);
    ledger.observed(TWO, 10, 0);
  }

  @Test
  void up_to_the_feeders_limit_increases_pass() {
    assertThat(ledger.admit(ONE, 30)).isEmpty();
    assertThat(ledger.admit(TWO, 10)).isEmpty();
  }

  @Test
  void one_ampere_more_is_refused_and_says_which_group_and_why() {
    assertThat(ledger.admit(ONE, 31).map(GroupGuard.Refusal::why))
        .get()
        .asString()
        .contains("feeder-1", "40 A", "10 A");
  }

  @Test
  void what_passed_is_set_aside_at_once_and_what_was_refused_is_not() {
    assertThat(ledger.admit(ONE, 25)).isEmpty();
    assertThat(ledger.admit(TWO, 16)).isPresent();
    assertThat(ledger.admit(TWO, 15)).isEmpty();
    assertThat(ledger.admit(ONE, 26)).isPresent();
  }

  @Test
  void a_reservation_that_no_poll_has_taken_back_admits_nothing_by_itself() {
    assertThat(ledger.admit(ONE, 30)).isEmpty();
    ledger.observed(TWO, 15, 6);
    assertThat(ledger.admit(ONE, 30)).isPresent();
    assertThat(ledger.admit(ONE, 25)).isEmpty();
  }

  @Test
  void a_charger_is_bound_by_each_of_its_groups_and_by_no_other() {
    apply(
        new Group("feeder-1", 100, List.of(ONE, TWO)),
        new Group("house", 35, List.of(ONE, TWO, OUTSIDE)));
    assertThat(ledger.admit(ONE, 26).map(GroupGuard.Refusal::why))
        .get()
        .asString()
        .contains("house");
    apply(new Group("feeder-1", 20, List.of(ONE, TWO)));
    assertThat(ledger.admit(OUTSIDE, 80)).isEmpty();
  }

  /** FAULTS S23. */
  @Test
  void a_group_whose_degraded_sum_is_too_much_is_told_once_per_sum() {
    ledger.observed(ONE, 10, 16);
    ledger.observed(TWO, 10, 24);
    assertThat(warnings).isEmpty();
    assertThat(ledger.overdrawn()).isEmpty();
    ledger.observed(TWO, 10, 25);
    ledger.observed(TWO, 10, 25);
    ledger.observed(ONE, 10, 16);
    assertThat(warnings).containsExactly("feeder-1 41.0");
    ledger.observed(ONE, 10, 20);
    assertThat(warnings).containsExactly("feeder-1 41.0", "feeder-1 45.0");
    ledger.observed(ONE, 10, 10);
    ledger.observed(ONE, 10, 20);
    assertThat(warnings).as("gone, and back").hasSize(3);
  }

  /** FAULTS S23. */
  @Test
  void a_new_inventory_tells_it_again_and_a_lower_limit_tells_it_at_once() {
    ledger.observed(ONE, 10, 16);
    ledger.observed(TWO, 10, 16);
    apply(new Group("feeder-1", 31, List.of(ONE, TWO)));
    assertThat(warnings).containsExactly("feeder-1 32.0");
    apply(new Group("feeder-1", 31, List.of(ONE, TWO)));
    assertThat(warnings).hasSize(2);
  }

  @Test
  void a_member_that_was_never_read_counts_with_its_limit() {
    ledger.forget(TWO);
    assertThat(ledger.admit(ONE, 11)).get().matches(GroupGuard.Refusal::provisional);
    ledger.observed(TWO, 6, 6);
    assertThat(ledger.admit(ONE, 34)).isEmpty();
  }

  @Test
  void a_member_that_no_longer_answers_counts_with_what_was_last_known_of_it() {
    ledger.observed(TWO, 25, 6);
    assertThat(ledger.admit(ONE, 16)).get().matches(refusal -> !refusal.provisional());
    assertThat(ledger.admit(ONE, 15)).isEmpty();
  }

  @Test
  void an_intent_resumes_only_into_room_though_its_register_still_holds_the_value() {
    ledger.observed(ONE, 32, 6);
    ledger.observed(TWO, 10, 6);
    assertThat(ledger.admit(ONE, 32)).isPresent();
    assertThat(ledger.admit(ONE, 30)).isEmpty();
  }

  @Test
  void a_rail_that_was_lowered_holds_for_intents_of_before() {
    apply(new Group("feeder-1", 16, List.of(ONE, TWO)));
    assertThat(ledger.admit(ONE, 10)).isPresent();
    assertThat(ledger.admit(ONE, 6)).isEmpty();
  }

  @Test
  void what_somebody_granted_is_no_matter_of_this_warning() {
    ledger.observed(ONE, 10, 10);
    ledger.observed(TWO, 10, 10);
    ledger.observed(TWO, 63, 0);
    assertThat(warnings).isEmpty();
  }
}
