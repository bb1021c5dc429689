package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleFilesTest {
  private static final Path ROOT = Path.of("src/main/resources/META-INF/resources");
  private static final Path PAGES = Path.of("src/main/resources/console");
  private static final String SVG = "http://www.w3.org/2000/svg";

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT);
        Stream<Path> pages = Files.walk(PAGES)) {
      return Stream.concat(files, pages).filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void the_console_needs_nothing_from_elsewhere(Path file) throws IOException {
    assertThat(Files.readString(file).replace(SVG, "")).doesNotContain("http://", "https://");
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothing_is_inline_and_no_text_becomes_markup(Path file) throws IOException {
    assertThat(Files.readString(file))
        .doesNotContain("<script>", " style=\"", " onclick", "javascript:")
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }
}
