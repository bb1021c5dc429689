package io.ampwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * The catalogue of faults and the tests that stand for it say the same: each row names tests that
 * there are, and each test that names a row is named by it.
 */
class FaultsPageTest {
  private static final Path PAGE = Path.of("docs/reference/faults.md");
  private static final Path SOURCES = Path.of("src/test/java");
  private static final List<String> FAMILIES = List.of("W", "D", "C", "M", "S", "R", "J", "E", "H");

  /** Rows found in the field keep the number they were found under. */
  private static final String FIELD = "R";

  private static final int COLUMNS = 4;

  private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d\\d) \\|.*\\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern SCRIPT = Pattern.compile("\\[`([^`#]+)`]\\(([^)]+)\\)");
  private static final Pattern MENTION =
      Pattern.compile("FAULTS ([A-Z]\\d\\d(?:(?:, | and )[A-Z]\\d\\d)*)");
  private static final Pattern ID = Pattern.compile("[A-Z]\\d\\d");

  private static final Pattern METHOD = Pattern.compile("  (?:public )?void (\\w+)\\(.*");
  private static final Pattern ANNOTATION = Pattern.compile("  @(Test|ParameterizedTest)\\b.*");

  private static List<String> rows;

  /** {@code Class#method} of every test, and the rows that its comment names. */
  private static final Map<String, Set<String>> TESTS = new TreeMap<>();

  @BeforeAll
  static void readThePageAndTheTests() throws IOException {
    rows = Files.readAllLines(PAGE).stream().filter(line -> ROW.matcher(line).matches()).toList();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(FaultsPageTest::readTests);
    }
  }

  /** What stands before a method up to the blank line: its comment and its annotations. */
  private static void readTests(Path file) {
    String simpleName = file.getFileName().toString().replace(".java", "");
    List<String> before = new ArrayList<>();
    for (String line : text(file).lines().toList()) {
      Matcher method = METHOD.matcher(line);
      if (method.matches() && before.stream().anyMatch(ANNOTATION.asMatchPredicate())) {
        TESTS.put(simpleName + "#" + method.group(1), ids(String.join(" ", before)));
      }
      if (line.isBlank()) {
        before.clear();
      } else {
        before.add(line);
      }
    }
  }

  private static Set<String> ids(String comment) {
    Set<String> ids = new TreeSet<>();
    String oneLine = comment.replaceAll("\\s+(\\* )?", " ");
    MENTION.matcher(oneLine).results().forEach(mention -> ids.addAll(all(ID, mention.group(1))));
    return ids;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(String row) {
    Matcher matcher = ROW.matcher(row);
    assertThat(matcher.matches()).isTrue();
    return matcher.group(1);
  }

  private static Set<String> testsOf(String row) {
    Set<String> tests = new TreeSet<>();
    NAMED.matcher(row).results().forEach(n -> tests.add(n.group(1) + "#" + n.group(2)));
    return tests;
  }

  @Test
  void each_family_counts_from_one_without_a_gap() {
    List<String> ids = rows.stream().map(FaultsPageTest::id).toList();

    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    List<String> expected = new ArrayList<>();
    for (String family : FAMILIES) {
      if (family.equals(FIELD)) {
        ids.stream().filter(id -> id.startsWith(FIELD)).sorted().forEach(expected::add);
        continue;
      }
      long count = ids.stream().filter(id -> id.startsWith(family)).count();
      for (int number = 1; number <= count; number++) {
        expected.add("%s%02d".formatted(family, number));
      }
    }
    assertThat(ids).containsExactlyElementsOf(expected);
  }

  @Test
  void each_row_says_what_goes_wrong_what_holds_and_what_shows_it() {
    for (String row : rows) {
      String[] cells = row.substring(1, row.length() - 1).split(" \\| ");
      assertThat(cells).as(row).hasSize(COLUMNS).noneMatch(String::isBlank);
      boolean script = SCRIPT.matcher(cells[3]).find();
      assertThat(script || !testsOf(cells[3]).isEmpty()).as("what shows %s", id(row)).isTrue();
    }
  }

  @Test
  void each_test_on_the_page_is_one_and_names_its_row() {
    for (String row : rows) {
      for (String test : testsOf(row)) {
        assertThat(TESTS).as("%s names %s, which is no test", id(row), test).containsKey(test);
        assertThat(TESTS.get(test))
            .as("%s must say 'FAULTS %s' in its comment", test, id(row))
            .contains(id(row));
      }
    }
  }

  @Test
  void each_row_that_a_test_names_names_the_test() {
    Map<String, Set<String>> page = new TreeMap<>();
    rows.forEach(row -> page.put(id(row), testsOf(row)));

    TESTS.forEach(
        (test, ids) -> {
          for (String id : ids) {
            assertThat(page).as("%s names %s, which %s has not", test, id, PAGE).containsKey(id);
            assertThat(page.get(id))
                .as("add `%s` to the row %s of %s", test, id, PAGE)
                .contains(test);
          }
        });
  }

  @Test
  void no_comment_names_a_row_that_there_is_not() throws IOException {
    List<String> known = rows.stream().map(FaultsPageTest::id).toList();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        assertThat(known).as(file.toString()).containsAll(ids(text(file)));
      }
    }
  }

  @Test
  void each_script_on_the_page_is_there() {
    for (String row : rows) {
      for (MatchResult script : SCRIPT.matcher(row).results().toList()) {
        assertThat(PAGE.resolveSibling(script.group(2)).normalize()).as(id(row)).isRegularFile();
      }
    }
  }

  /** So that no test is overlooked here because of the way in which it is written. */
  @Test
  void every_test_was_read() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .flatMap(file -> text(file).lines())
                  .filter(ANNOTATION.asMatchPredicate()))
          .hasSameSizeAs(TESTS.keySet());
    }
  }
}
