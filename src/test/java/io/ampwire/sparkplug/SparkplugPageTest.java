package io.ampwire.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page's table of assertions and the tests say the same. Each assertion that the seven edge
 * node tests of the specification's test kit check stands there once: with its test, or with the
 * reason why it does not apply.
 */
class SparkplugPageTest {
  private static final Path PAGE = Path.of("docs/reference/sparkplug.md");
  private static final Path IDS = Path.of("src/test/resources/sparkplug/tck-ids.txt");
  private static final List<Path> TESTS = List.of(Path.of("src/test/java/io/ampwire/sparkplug"));
  private static final Pattern ROW = Pattern.compile("\\| `(tck-id-[a-z0-9-]+)` \\| (.+) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+#\\w+)`");
  private static final Pattern ID = Pattern.compile("tck-id-[a-z0-9-]+[a-z0-9]");
  private static final Pattern METHOD = Pattern.compile("  void (\\w+)\\(.*");
  private static final String EXEMPT = "does not apply: ";

  private static final Map<String, String> ROWS = new LinkedHashMap<>();
  private static final Map<String, Set<String>> TESTS_BY_ID = new TreeMap<>();

  @BeforeAll
  static void readThePageAndTheTests() throws IOException {
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(ROWS.put(row.group(1), row.group(2))).as("twice: %s", row.group(1)).isNull();
      }
    }
    for (Path folder : TESTS) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
          read(file);
        }
      }
    }
  }

  private static void read(Path file) throws IOException {
    String type = file.getFileName().toString().replace(".java", "");
    List<String> before = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher method = METHOD.matcher(line);
      if (method.matches()) {
        ID.matcher(String.join(" ", before))
            .results()
            .map(MatchResult::group)
            .forEach(
                id ->
                    TESTS_BY_ID
                        .computeIfAbsent(id, first -> new TreeSet<>())
                        .add(type + "#" + method.group(1)));
      }
      if (line.isBlank()) {
        before.clear();
      } else {
        before.add(line);
      }
    }
  }

  @Test
  void the_page_lists_each_assertion_of_the_test_kit_once() throws IOException {
    assertThat(ROWS.keySet()).containsExactlyElementsOf(Files.readAllLines(IDS)).hasSize(164);
  }

  @Test
  void each_row_names_the_tests_that_name_the_assertion_or_says_why_there_are_none() {
    ROWS.forEach(
        (id, cell) -> {
          Set<String> named = new TreeSet<>();
          TEST.matcher(cell).results().forEach(test -> named.add(test.group(1)));
          assertThat(named).as(id).isEqualTo(TESTS_BY_ID.getOrDefault(id, Set.of()));
          assertThat(named.isEmpty()).as(id).isEqualTo(cell.startsWith(EXEMPT));
        });
  }

  @Test
  void no_test_names_an_assertion_that_the_page_does_not_list() {
    assertThat(ROWS.keySet()).containsAll(TESTS_BY_ID.keySet());
  }

  @Test
  void the_page_states_the_number_of_tested_assertions() throws IOException {
    long tested = ROWS.values().stream().filter(cell -> !cell.startsWith(EXEMPT)).count();

    assertThat(Files.readString(PAGE)).contains(tested + " of " + ROWS.size() + " assertions");
  }
}
