package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What no program here can run: that the files say what they have to. */
class DeployFilesTest {
  private static Manifest read(String file) throws IOException {
    Map<String, Object> content = new Yaml().load(Files.readString(Path.of(file)));
    return new Manifest(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "bridge"})
  void everyContainerOfComposeHasNoRightsAndABound(String service) throws IOException {
    Manifest compose = read("deploy/compose/compose.yaml");
    String at = "services." + service + ".";

    assertThat(compose.at(at + "read_only")).isEqualTo(true);
    assertThat(compose.at(at + "cap_drop")).isEqualTo(List.of("ALL"));
    assertThat(compose.at(at + "security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    assertThat((String) compose.at(at + "user")).doesNotStartWith("0").contains(":");
    assertThat(compose.at(at + "mem_limit")).isNotNull();
    assertThat(compose.at(at + "pids_limit")).isNotNull();
    assertThat(compose.at(at + "privileged")).isNull();
    assertThat(compose.at(at + "network_mode")).isNull();
  }

  @Test
  void everySecretOfComposeIsAFileThatTheServiceNames() throws IOException {
    Manifest compose = read("deploy/compose/compose.yaml");

    assertThat((List<?>) compose.at("services.bridge.secrets")).hasSize(3);
    assertThat(compose.at("secrets"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(((List<?>) compose.at("services.bridge.secrets")).toArray());
    assertThat(
            compose.at("services.bridge.environment").toString().toUpperCase(java.util.Locale.ROOT))
        .doesNotContain("PASSWORD=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deploy/container/Containerfile", "deploy/container/Containerfile.native"})
  void everyImageEndsWithoutRootAndWithoutAShell(String file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(file));
    List<String> last =
        lines.subList(lines.lastIndexOf("FROM ${BASE}"), lines.size()).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();

    assertThat(lines).anyMatch(line -> line.matches("ARG BASE=.*(distroless|-micro-image).*"));
    assertThat(last).contains("USER 65532:65532");
    assertThat(last).noneMatch(line -> line.startsWith("RUN"));
    assertThat(last).anyMatch(line -> line.startsWith("ENTRYPOINT [\""));
  }

  @Test
  void changesAreVerifiedAsEveryoneDoesWithTheRightToReadAlone() throws IOException {
    Manifest workflow = read(".github/workflows/verify.yaml");

    assertThat(workflow.at("permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(workflow.list("jobs.verify.steps"))
        .anyMatch(step -> ".ci/run".equals(step.at("run")));
  }

  @Test
  void aReleaseIsTestedAndBuiltByTheCommandThatAnyoneRuns() throws IOException {
    Manifest workflow = read(".github/workflows/release.yaml");
    List<String> steps =
        workflow.list("jobs.release.steps").stream().map(step -> "" + step.at("run")).toList();

    assertThat(workflow.at("permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(workflow.at("jobs.release.permissions")).isEqualTo(Map.of("contents", "write"));
    assertThat(steps).anyMatch(".ci/run"::equals).anyMatch(run -> run.contains(".ci/release"));
  }

  /** A tag can be moved by whoever owns the action. */
  @ParameterizedTest
  @ValueSource(strings = {"verify", "release"})
  void everyActionIsNamedByItsHash(String workflow) throws IOException {
    List<String> uses =
        Files.readAllLines(Path.of(".github/workflows/" + workflow + ".yaml")).stream()
            .filter(line -> line.contains("uses:"))
            .map(String::strip)
            .toList();

    assertThat(uses)
        .isNotEmpty()
        .allMatch(line -> line.matches("- uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
  }

  @Test
  void packagesOfOthersRunNoScriptsWhenTheyAreInstalled() throws IOException {
    assertThat(Files.readAllLines(Path.of(".ci/run")))
        .filteredOn(line -> line.contains("npm ci"))
        .isNotEmpty()
        .allMatch(line -> line.contains("--ignore-scripts"));
  }

  @Test
  void theReleaseHasAPlaceInTheListOfChanges() throws IOException {
    assertThat(Files.readAllLines(Path.of("CHANGELOG.md"))).contains("## Unreleased");
  }

  @Test
  void updatesOfEverythingThatIsBuiltWithAreProposed() throws IOException {
    assertThat(read(".github/dependabot.yml").list("updates"))
        .extracting(update -> update.at("package-ecosystem"))
        .contains("maven", "npm", "docker", "github-actions");
  }
}
