package io.ampwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Resources of a native executable, which has only those that the configuration names. */
class NativeResourcesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final String KEY = "quarkus.native.resources.includes";

  /** Schemas are for editors, the rest reaches the executable through Quarkus and native-image. */
  private static final List<String> NOT_NAMED =
      List.of(
          "schemas/",
          "application.properties",
          "META-INF/resources/",
          "META-INF/native-image/",
          "META-INF/services/io.vertx.");

  private static List<String> included() throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(RESOURCES.resolve("application.properties"))) {
      properties.load(file);
    }
    return List.of(properties.getProperty(KEY).split(","));
  }

  @Test
  void every_resource_of_the_bridge_is_included() throws IOException {
    List<PathMatcher> included =
        included().stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();

    try (Stream<Path> files = Files.walk(RESOURCES)) {
      assertThat(files.filter(Files::isRegularFile).map(RESOURCES::relativize))
          .filteredOn(file -> NOT_NAMED.stream().noneMatch(file.toString()::startsWith))
          .isNotEmpty()
          .allMatch(file -> included.stream().anyMatch(glob -> glob.matches(file)));
    }
  }

  /** A library that moves its files with an update would otherwise fail only when it is used. */
  @Test
  void every_file_named_of_a_library_exists() throws IOException {
    assertThat(included())
        .filteredOn(name -> !name.contains("*"))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            name -> assertThat(getClass().getClassLoader().getResource(name)).as(name).isNotNull());
  }
}
