package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A counter that goes on where the last process ended. */
class CounterFileTest {
  private static final long RANGE = 256;

  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  private CounterFile counter() {
    return new CounterFile(folder.resolve("data/counter"), RANGE, problems::add);
  }

  @Test
  void it_starts_at_zero_and_goes_on_after_a_restart() {
    assertThat(counter().next()).isZero();
    CounterFile second = counter();
    assertThat(second.next()).isEqualTo(1);
    assertThat(second.next()).isEqualTo(2);
    assertThat(counter().next()).isEqualTo(3);
    assertThat(problems).isEmpty();
  }

  @Test
  void after_its_last_number_comes_zero() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/counter"), "255\n");
    assertThat(counter().next()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "256", "12x", "999999999999999999999999999999999999999"})
  void a_damaged_file_is_reported_and_starts_at_zero(String content) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/counter"), content);

    assertThat(counter().next()).isZero();
    assertThat(problems).hasSize(1);
    assertThat(counter().next()).isEqualTo(1);
  }

  @Test
  void without_a_writable_folder_it_counts_in_memory_and_says_so() throws IOException {
    Files.writeString(folder.resolve("data"), "a file where the folder belongs");
    CounterFile counter = counter();

    assertThat(counter.next()).isZero();
    assertThat(counter.next()).isEqualTo(1);
    assertThat(problems).hasSize(2).allMatch(line -> line.contains("cannot be written"));
  }
}
