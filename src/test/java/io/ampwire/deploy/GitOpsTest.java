package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.MapLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The example of a fleet: what a cluster would be told, read by those who would read it there. */
class GitOpsTest {
  private static final Path FOLDER = Path.of("deploy/gitops");
  private static final Path BASE = FOLDER.resolve("base");

  @TempDir Path folder;

  static List<Path> sites() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER.resolve("sites"))) {
      return found.sorted().toList();
    }
  }

  private static List<Manifest> manifests(Path file) {
    try {
      return Chart.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ChargerEntry> chargers(Path site) throws IOException {
    Path file = site.resolve("inventory.yaml");
    InventoryReader.Result read =
        InventoryReader.read(
            file.toString(), Files.readString(file), MapLibrary.usable(Optional.empty()).maps());
    assertThat(read).isInstanceOf(InventoryReader.Parsed.class);
    return ((InventoryReader.Parsed) read).inventory().chargers();
  }

  @ParameterizedTest
  @MethodSource("sites")
  void everySitesInventoryIsOneThatTheBridgeTakes(Path site) throws IOException {
    assertThat(chargers(site)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sites")
  void everyFileThatASiteNamesIsThereAndItsNamesStayTheSame(Path site) {
    Manifest named = Manifest.one(manifests(site.resolve("kustomization.yaml")), "Kustomization");

    assertThat(named.at("generatorOptions.disableNameSuffixHash")).isEqualTo(true);
    for (Manifest generator : named.list("configMapGenerator")) {
      assertThat(site.resolve((String) generator.at("files.0"))).isRegularFile();
    }
    assertThat(site.resolve((String) named.at("resources.0")).normalize()).isEqualTo(BASE);
  }

  @ParameterizedTest
  @MethodSource("sites")
  void everySiteRendersWithTheChartAndReachesItsChargers(Path site) throws IOException {
    Manifest release = Manifest.one(manifests(BASE.resolve("release.yaml")), "HelmRelease");
    Path shared = folder.resolve("shared.yaml");
    Files.writeString(shared, new Yaml().dump(release.at("spec.values")));

    List<Manifest> rendered = Chart.render(List.of(site.resolve("values.yaml"), shared));

    Manifest pod = Manifest.one(rendered, "Deployment");
    assertThat(pod.list("spec.template.spec.volumes"))
        .anyMatch(volume -> "ampwire-inventory".equals(volume.at("configMap.name")));
    String network =
        (String) Manifest.one(rendered, "NetworkPolicy").at("spec.egress.2.to.0.ipBlock.cidr");
    assertThat(chargers(site)).allMatch(charger -> within(network, charger.host()));
  }

  @Test
  void noTwoSitesAreTheSameBridgeOrTheSameUser() throws IOException {
    List<Map<String, Object>> values =
        sites().stream().map(site -> manifest(site.resolve("values.yaml")).content()).toList();

    assertThat(values).extracting(v -> v.get("bridgeId")).doesNotHaveDuplicates().hasSize(2);
    assertThat(values).extracting(v -> new Manifest(v).at("mqtt.username")).doesNotHaveDuplicates();
  }

  @Test
  void aClusterFollowsASiteThatExists() {
    Manifest follow = Manifest.one(manifests(FOLDER.resolve("flux.yaml")), "Kustomization");

    assertThat(Path.of((String) follow.at("spec.path")).normalize()).isDirectory();
    assertThat(Manifest.one(manifests(BASE.resolve("source.yaml")), "GitRepository").at("spec.ref"))
        .isNotNull();
  }

  private static Manifest manifest(Path file) {
    return manifests(file).get(0);
  }

  /** Whether an IPv4 address is in a network such as {@code 192.0.2.0/25}. */
  private static boolean within(String network, String address) {
    String[] parts = network.split("/");
    int bits = 32 - Integer.parseInt(parts[1]);
    return number(parts[0]) >> bits == number(address) >> bits;
  }

  private static long number(String address) {
    return Stream.of(address.split("\\."))
        .mapToLong(Long::parseLong)
        .reduce(0, (all, next) -> all << 8 | next);
  }
}
