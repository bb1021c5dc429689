package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final long MOST = 2_000;

  @TempDir Path folder;
  private final List<String> trouble = new ArrayList<>();

  private EventFile open() {
    return new EventFile(folder, Runnable::run, MOST, 50, line -> line.endsWith("}"), trouble::add);
  }

  /** FAULTS H14. */
  @Test
  void events_of_earlier_runs_come_back_newest_first_without_a_torn_line() throws IOException {
    EventFile first = open();
    first.append(() -> "{1}");
    first.append(() -> "{2}");
    Files.writeString(folder.resolve("events"), "{3, torn", StandardOpenOption.APPEND);

    EventFile second = open();
    assertThat(second.earlier()).containsExactly("{2}", "{1}");
    second.append(() -> "{4}");

    assertThat(open().earlier()).containsExactly("{4}", "{2}", "{1}");
    assertThat(trouble).isEmpty();
  }

  @Test
  void two_files_of_a_bounded_size_hold_the_newest() throws IOException {
    EventFile file = open();
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      file.append(() -> "{" + number + "}");
    }

    long size = Files.size(folder.resolve("events")) + Files.size(folder.resolve("events.1"));
    assertThat(size).isLessThan(2 * (MOST + 20));
    assertThat(open().earlier()).hasSize(50).startsWith("{9999}", "{9998}");
  }

  @Test
  void a_disk_that_refuses_is_reported_and_stops_nothing() throws IOException {
    Files.createDirectory(folder.resolve("events"));
    EventFile file = open();

    file.append(() -> "{1}");

    assertThat(file.earlier()).isEmpty();
    assertThat(trouble).hasSize(2).allMatch(line -> line.contains("events"));
  }
}
