package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A bridge without memory must end; that takes an option wherever something starts it. */
class OutOfMemoryOptionTest {
  private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";
  private static final Path DEPLOY = Path.of("deploy");

  /** FAULTS S14. */
  @Test
  void whateverStartsTheServiceHasTheOption() throws IOException {
    Map<Path, List<String>> starts = starts();

    assertThat(starts)
        .containsKeys(
            DEPLOY.resolve("systemd/ampwire.service"), DEPLOY.resolve("container/Containerfile"));
    starts.forEach(
        (file, lines) ->
            assertThat(lines).as(file.toString()).allMatch(line -> line.contains(OPTION)));
  }

  /** FAULTS S14. */
  @Test
  void thePodStartsItAsTheImageDoesWhateverOptionsAreAdded() {
    Manifest deployment =
        Manifest.one(Chart.render("control", "javaOptions=-Xmx200m"), "Deployment");
    Manifest container = deployment.list("spec.template.spec.containers").get(0);

    assertThat(container.at("command")).isNull();
    assertThat(container.at("args")).isNull();
  }

  /** By file, the lines that start the service; the demo that a cache learns from is none. */
  private static Map<Path, List<String>> starts() throws IOException {
    Map<Path, List<String>> starts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      for (Path file :
          files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".png")).toList()) {
        List<String> lines = lines(file);
        if (!lines.isEmpty()) {
          starts.put(file, lines);
        }
      }
    }
    return starts;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.contains("-jar") && line.contains("quarkus-run.jar"))
          .filter(line -> !line.contains(" demo"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
