package io.ampwire.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.InventoryReader;
import io.ampwire.map.Evlink;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventorySettlingTest {
  private static final long SECOND = 1_000_000_000L;

  private final InventorySettling settling = new InventorySettling("four");
  private final Inventory four = inventory(4);

  private static Inventory inventory(int chargers) {
    String text =
        IntStream.rangeClosed(1, chargers)
            .mapToObj(n -> "bay-0%d@192.0.2.%d".formatted(n, n))
            .collect(Collectors.joining(","));
    return ((InventoryReader.Parsed)
            InventoryReader.readShort(text, Map.of(Evlink.MAP.id(), Evlink.MAP)))
        .inventory();
  }

  /** FAULTS R07. */
  @Test
  void content_counts_once_two_looks_see_the_same() {
    assertThat(settling.settled("fo", SECOND)).isFalse();
    assertThat(settling.settled("four and", 2 * SECOND)).isFalse();
    assertThat(settling.settled("four and one", 3 * SECOND)).isFalse();
    assertThat(settling.settled("four and one", 4 * SECOND)).isTrue();
  }

  /** FAULTS R07. */
  @Test
  void a_file_that_is_back_as_it_was_changes_nothing() {
    assertThat(settling.settled("", SECOND)).isFalse();
    assertThat(settling.settled("four", 2 * SECOND)).isFalse();
    assertThat(settling.settled("four", 3 * SECOND)).isFalse();
  }

  @Test
  void what_was_taken_is_not_taken_again() {
    settling.settled("five", SECOND);
    assertThat(settling.settled("five", 2 * SECOND)).isTrue();
    settling.taken("five");
    assertThat(settling.settled("five", 3 * SECOND)).isFalse();
  }

  /** FAULTS R07. */
  @Test
  void content_that_removes_more_than_a_third_has_to_stay_for_ten_seconds() {
    settling.settled("two", SECOND);
    assertThat(settling.settled("two", 2 * SECOND)).isTrue();
    assertThat(settling.waits(four, inventory(2), 2 * SECOND)).isTrue();
    assertThat(settling.settled("two", 10 * SECOND)).isTrue();
    assertThat(settling.waits(four, inventory(2), 10 * SECOND)).isTrue();
    assertThat(settling.waits(four, inventory(2), 11 * SECOND)).isFalse();
  }

  @Test
  void one_charger_of_four_may_leave_at_once() {
    settling.settled("three", SECOND);
    settling.settled("three", 2 * SECOND);
    assertThat(settling.waits(four, inventory(3), 2 * SECOND)).isFalse();
  }
}
