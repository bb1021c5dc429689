package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One mistake in each of very many rows. */
@Timeout(30)
class ManyFaultsTest {
  private static String rows(String row) {
    return "chargers:\n"
        + IntStream.range(0, 10_000).mapToObj(row::formatted).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static Problems read(String text) {
    return (Problems) InventoryReader.read("inventory.yaml", text, Files.library().maps());
  }

  /** FAULTS J03. */
  @Test
  void the_first_fifty_are_named_and_the_rest_is_counted() {
    Problems problems = read(rows("  - { id: bay-%d, hos: 192.0.2.1 }"));
    assertThat(problems.problems()).hasSize(51);
    assertThat(problems.problems().get(0).toString()).contains("inventory.yaml:2:");
    assertThat(problems.problems().get(50).message()).matches("and \\d{4,6} more; .*");
    assertThat(problems.toString().length()).isLessThan(16_000);
  }

  /** FAULTS J03. */
  @Test
  void the_same_device_in_every_row_is_one_fault_for_each_row() {
    Problems problems = read(rows("  - { id: bay-%d, host: 192.0.2.1 }"));
    assertThat(problems.problems()).hasSize(51);
    assertThat(problems.problems().get(50).message()).startsWith("and 9949 more");
  }

  /** FAULTS J03. */
  @Test
  void the_work_grows_with_the_rows_and_not_with_their_pairs() {
    String text = rows("  - { id: bay-%d, host: 192.0.2.1, unit: 7 }");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    read(text);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun))
        .isLessThan(Duration.ofSeconds(5));
  }
}
