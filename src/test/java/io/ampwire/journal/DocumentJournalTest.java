package io.ampwire.journal;

import static io.ampwire.journal.TestJournal.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.telemetry.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DocumentJournalTest {
  private static final JournalOverflow.Bounds SMALL =
      new JournalOverflow.Bounds(100_000, Duration.ofDays(7), 50_000);

  @TempDir Path folder;

  private static List<String> seqs(String charger, String boot, long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(n -> charger + " " + boot + " " + n).toList();
  }

  /** FAULTS S05. */
  @Test
  void what_was_kept_is_there_after_a_restart_in_its_order_with_its_own_boot() {
    try (TestJournal first = new TestJournal(folder)) {
      first.add("bay-01", "boot-a", 1, 3);
      first.add("bay-02", "boot-a", 1, 2);
    }
    try (TestJournal second = new TestJournal(folder)) {
      second.add("bay-01", "boot-b", 1, 1);
      assertThat(second.all())
          .containsExactly(
              "bay-01 boot-a 1",
              "bay-01 boot-a 2",
              "bay-01 boot-a 3",
              "bay-02 boot-a 1",
              "bay-02 boot-a 2",
              "bay-01 boot-b 1");
      assertThat(second.journal().waiting()).isEqualTo(6);
    }
  }

  @Test
  void a_document_comes_back_byte_for_byte() {
    try (TestJournal backlog = new TestJournal(folder)) {
      backlog.aged("bay-01", "boot-a", 7, 1234);
      Journal.Kept kept = backlog.next(10).documents().get(0);
      assertThat(kept.label()).isEqualTo(TestJournal.label("bay-01", "boot-a", 7));
      assertThat(kept.ts()).isEqualTo(1234);
      assertThat(new String(kept.payload())).isEqualTo("7" + "x".repeat(1000));
    }
  }

  @Test
  void what_the_broker_has_is_gone_after_a_restart_too() {
    try (TestJournal first = new TestJournal(folder)) {
      first.add("bay-01", "boot-a", 1, 5);
      first.next(3).documents().forEach(first.journal()::remove);
      assertThat(first.all()).isEqualTo(seqs("bay-01", "boot-a", 4, 5));
    }
    try (TestJournal second = new TestJournal(folder)) {
      assertThat(second.all()).isEqualTo(seqs("bay-01", "boot-a", 4, 5));
    }
  }

  /** FAULTS M11. */
  @Test
  void beyond_its_bytes_the_oldest_go_and_the_gap_is_exact_even_across_restarts() {
    try (TestJournal first = new TestJournal(folder, SMALL)) {
      first.add("bay-01", "boot-a", 1, 100);
      first.add("bay-02", "boot-a", 1, 20);
      first.sync();
      assertThat(first.journal().bytes()).isBetween(90_000L, 100_000L);
      assertThat(first.journal().dropped()).isBetween(20L, 40L);
    }
    try (TestJournal second = new TestJournal(folder, SMALL)) {
      second.add("bay-01", "boot-b", 1, 60);
      second.sync();
      List<String> left = second.all();
      second.journal().rewind();
      Journal.Gap gap = second.next(1).gaps().get(0);
      assertThat(gap.from()).isEqualTo(TestJournal.label("bay-01", "boot-a", 1));
      assertThat(left.get(0)).isEqualTo("bay-01 boot-a " + (gap.to() + 1));
      assertThat(left).hasSize((int) (180 - gap.to()));
      second.journal().announced(gap);
      second.journal().rewind();
      assertThat(second.next(1).gaps()).isEmpty();
    }
  }

  @Test
  void a_gap_that_grows_while_it_is_told_is_told_on_from_there() {
    try (TestJournal backlog = new TestJournal(folder, SMALL)) {
      backlog.add("bay-01", "boot-a", 1, 120);
      Journal.Gap first = backlog.next(1).gaps().get(0);
      backlog.add("bay-01", "boot-a", 121, 140);
      assertThat(backlog.next(1).gaps()).as("told already").isEmpty();
      backlog.journal().announced(first);
      Journal.Gap second = backlog.next(1).gaps().get(0);
      assertThat(second.from().seq()).isEqualTo(first.to() + 1);
      assertThat(second.to()).isEqualTo(first.to() + 20);
    }
  }

  @Test
  void beyond_their_age_documents_go_unless_their_clock_was_never_set() {
    try (TestJournal backlog = new TestJournal(folder)) {
      backlog.aged("bay-01", "boot-a", 1, NOW - Duration.ofDays(8).toMillis());
      backlog.aged("bay-01", "boot-a", 2, NOW - Duration.ofDays(6).toMillis());
      backlog.aged("bay-02", "boot-a", 1, 5_000);
      backlog.sync();
      assertThat(backlog.all()).containsExactly("bay-01 boot-a 2", "bay-02 boot-a 1");
      backlog.journal().rewind();
      assertThat(backlog.next(1).gaps()).extracting(Journal.Gap::to).containsExactly(1L);
    }
  }

  @Test
  void the_file_stays_within_its_bounds_however_much_goes_through_and_shrinks_when_empty()
      throws IOException {
    Path file = folder.resolve("backlog.mv");
    JournalOverflow.Bounds bounds = new JournalOverflow.Bounds(2 << 20, Duration.ofDays(7), 50_000);
    try (TestJournal backlog = new TestJournal(folder, bounds)) {
      for (int round = 0; round < 100; round++) {
        backlog.add("bay-01", "boot-a", round * 200 + 1, round * 200 + 200);
        backlog.sync();
      }
      assertThat(Files.size(file)).as("20 MB went through").isLessThan(4 << 20);
      backlog.journal().rewind();
      for (Journal.Batch b = backlog.next(500); !b.documents().isEmpty(); b = backlog.next(500)) {
        b.documents().forEach(backlog.journal()::remove);
        b.gaps().forEach(backlog.journal()::announced);
        backlog.sync();
      }
      backlog.sync();
      assertThat(backlog.journal().waiting()).isZero();
      assertThat(Files.size(file)).isLessThan(1 << 20);
      backlog.add("bay-01", "boot-a", 90_001, 90_002);
      assertThat(backlog.all()).isEqualTo(seqs("bay-01", "boot-a", 90_001, 90_002));
    }
  }

  /** FAULTS S09. */
  @Test
  void a_wall_clock_that_jumps_forces_nothing_out_and_time_that_passes_does() {
    AtomicLong wall = new AtomicLong(NOW);
    AtomicLong nanos = new AtomicLong();
    JournalOverflow.Clocks clocks = new JournalOverflow.Clocks(wall::get, nanos::get);
    try (TestJournal journal = new TestJournal(folder, SMALL, clocks)) {
      journal.add("bay-01", "boot-a", 1, 3);
      wall.addAndGet(Duration.ofDays(30).toMillis());
      journal.sync();
      assertThat(journal.all()).hasSize(3);
      wall.set(NOW - Duration.ofDays(30).toMillis());
      nanos.set(Duration.ofDays(8).toNanos());
      journal.sync();
      assertThat(journal.all()).hasSize(3);
      wall.set(NOW + Duration.ofDays(8).toMillis());
      journal.sync();
      assertThat(journal.all()).isEmpty();
    }
  }
}
