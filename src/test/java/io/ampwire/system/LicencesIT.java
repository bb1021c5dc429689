package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the package is made of, by its own list: every licence is one that lets us ship it. */
class LicencesIT {
  private static final Path BOM = Path.of("target/bom.json");
  private static final Path LIBRARIES = Path.of("target/quarkus-app/lib");

  /**
   * Each of these lets a library be shipped as it is beside code under Apache-2.0. Of several a
   * component is under, one is enough: they are offered as a choice.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "MIT",
          "MIT-0",
          "MPL-2.0");

  @Test
  void everyComponentHasALicenceThatIsAllowed() throws IOException {
    Map<String, List<String>> refused = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode component : components()) {
      List<String> licences = licences(component);
      licences.forEach(licence -> counts.merge(licence, 1, Integer::sum));
      if (licences.stream().noneMatch(ALLOWED::contains)) {
        refused.put(component.path("purl").asText(), licences);
      }
    }

    System.out.println("bom: " + components().size() + " components, licences " + counts);
    assertThat(refused).isEmpty();
  }

  @Test
  void everyJarOfThePackageIsOnTheList() throws IOException {
    Set<String> listed = new TreeSet<>();
    components()
        .forEach(c -> listed.add(c.path("name").asText() + "-" + c.path("version").asText()));
    List<String> unlisted = new ArrayList<>();
    try (Stream<Path> files = Files.walk(LIBRARIES)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .filter(name -> listed.stream().noneMatch(known -> name.contains("." + known)))
          .forEach(unlisted::add);
    }
    assertThat(unlisted).isEmpty();
  }

  private static List<JsonNode> components() throws IOException {
    List<JsonNode> components = new ArrayList<>();
    new ObjectMapper().readTree(BOM.toFile()).path("components").forEach(components::add);
    return components;
  }

  private static List<String> licences(JsonNode component) {
    List<String> found = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      found.add(
          choice
              .path("expression")
              .asText(licence.path("id").asText(licence.path("name").asText())));
    }
    return found;
  }
}
