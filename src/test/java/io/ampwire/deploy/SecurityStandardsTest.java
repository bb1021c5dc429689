package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on standards claims what tests show: every row names some, and they exist. */
class SecurityStandardsTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/explanation/security-standards.md")).stream()
        .filter(line -> line.matches("\\| (CR )?\\d.*"))
        .toList();
  }

  @Test
  void every_claim_names_a_test() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(20).allMatch(row -> NAME.matcher(row).find());
  }

  @Test
  void every_test_that_is_named_exists() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    assertThat(rows())
        .flatMap(row -> NAME.matcher(row).results().map(found -> found.group(1)).toList())
        .isSubsetOf(tests);
  }
}
