package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private static final String POD = "spec.template.spec.";

  @TempDir Path copy;

  @Test
  void lintingStrictlyFindsNothing() {
    LintResult result = Chart.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  /** FAULTS S20. */
  @ParameterizedTest
  @MethodSource("io.ampwire.deploy.Chart#examples")
  void everyPodPassesTheRestrictedStandardAndWritesNoRootFileSystem(String example) {
    List<Manifest> rendered = Chart.render(example);

    Manifest deployment = Manifest.one(rendered, "Deployment");
    restricted(new Manifest(map(deployment.at("spec.template.spec"))));
  }

  @Test
  void theTestPodPassesTheRestrictedStandardToo() throws IOException {
    restricted(new Manifest(map(Manifest.one(Chart.renderHooks(copy), "Pod").at("spec"))));
  }

  private static void restricted(Manifest pod) {
    assertThat(pod.at("hostNetwork")).isNull();
    assertThat(pod.at("securityContext.runAsNonRoot")).isEqualTo(true);
    assertThat((Integer) pod.at("securityContext.runAsUser")).isPositive();
    assertThat(pod.at("securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
    assertThat(pod.at("automountServiceAccountToken")).isEqualTo(false);
    assertThat(pod.list("containers")).isNotEmpty();
    for (Manifest container : pod.list("containers")) {
      assertThat(container.at("securityContext.allowPrivilegeEscalation")).isEqualTo(false);
      assertThat(container.at("securityContext.readOnlyRootFilesystem")).isEqualTo(true);
      assertThat(container.at("securityContext.privileged")).isNull();
      assertThat(container.at("securityContext.capabilities.drop")).isEqualTo(List.of("ALL"));
      assertThat(container.at("securityContext.capabilities.add")).isNull();
      assertThat(container.at("resources.limits.memory"))
          .isNotNull()
          .isEqualTo(container.at("resources.requests.memory"));
    }
    for (Manifest volume : pod.list("volumes")) {
      assertThat(volume.content().keySet())
          .containsAnyOf("configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected");
    }
  }

  @Test
  void oneBridgeEndsBeforeTheNextBegins() {
    Manifest deployment = Manifest.one(Chart.render("control"), "Deployment");

    assertThat(deployment.at("spec.replicas")).isEqualTo(1);
    assertThat(deployment.at("spec.strategy.type")).isEqualTo("Recreate");
    assertThat(deployment.at(POD + "terminationGracePeriodSeconds")).isEqualTo(15);
  }

  @Test
  void anEditOfTheInventoryReachesTheRunningPodAndRestartsNothing() {
    List<Manifest> before = Chart.render("control");
    List<Manifest> after = Chart.render("control", "inventory.chargers[0].host=192.0.2.99");

    assertThat(inventory(after)).contains("192.0.2.99").isNotEqualTo(inventory(before));
    assertThat(Manifest.one(after, "Deployment")).isEqualTo(Manifest.one(before, "Deployment"));
    Manifest mount =
        Manifest.one(after, "Deployment").list(POD + "containers.0.volumeMounts").get(0);
    assertThat(mount.at("name")).isEqualTo("inventory");
    assertThat(mount.at("subPath")).isNull();
    assertThat(Chart.environment(after).get("AMPWIRE_INVENTORY"))
        .isEqualTo(mount.at("mountPath") + "/inventory.yaml");
  }

  /** FAULTS S19. */
  @ParameterizedTest
  @MethodSource("io.ampwire.deploy.Chart#examples")
  void noSecretIsRenderedOnlyItsNameAndItsFile(String example) {
    List<Manifest> rendered = Chart.render(example);

    assertThat(Manifest.all(rendered, "Secret")).isEmpty();
    assertThat(Chart.environment(rendered).keySet()).noneMatch(name -> name.endsWith("PASSWORD"));
  }

  @Test
  void aClientCertificateIsMountedAndNamed() {
    List<Manifest> rendered = Chart.render("mutual-tls");

    assertThat(Chart.environment(rendered))
        .containsEntry("AMPWIRE_MQTT_TLS_CA_FILE", "/etc/ampwire/mqtt-tls/ca.crt")
        .containsEntry("AMPWIRE_MQTT_TLS_CERTIFICATE_FILE", "/etc/ampwire/mqtt-tls/tls.crt")
        .containsEntry("AMPWIRE_MQTT_TLS_KEY_FILE", "/etc/ampwire/mqtt-tls/tls.key");
    assertThat(Manifest.one(rendered, "Deployment").list(POD + "volumes"))
        .anyMatch(volume -> "depot-mqtt-tls".equals(volume.at("secret.secretName")));
  }

  @ParameterizedTest
  @CsvSource({"minimal, 1883", "control, 8883", "mutual-tls, 8883", "exposed, 8884"})
  void thePodReachesTheBrokerTheChargersAndNamesAndNothingElse(String example, int broker) {
    Manifest policy = Manifest.one(Chart.render(example), "NetworkPolicy");

    assertThat(policy.at("spec.policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
    assertThat(policy.list("spec.egress")).hasSize(3);
    assertThat(policy.at("spec.egress.0.ports.0.port")).isEqualTo(53);
    assertThat(policy.at("spec.egress.1.ports.0.port")).isEqualTo(broker);
    assertThat(policy.at("spec.egress.2.ports.0.port")).isEqualTo(502);
  }

  @Test
  void egressIsHeldToTheNamedAddresses() {
    Manifest policy = Manifest.one(Chart.render("control"), "NetworkPolicy");

    assertThat(policy.at("spec.egress.1.to.0.ipBlock.cidr")).isEqualTo("198.51.100.7/32");
    assertThat(policy.at("spec.egress.2.to.0.ipBlock.cidr")).isEqualTo("192.0.2.0/24");
  }

  @Test
  void nobodyReachesThePodBeforeItsNamespaceIsNamed() {
    Manifest closed = Manifest.one(Chart.render("minimal"), "NetworkPolicy");
    Manifest open = Manifest.one(Chart.render("exposed"), "NetworkPolicy");

    assertThat(closed.list("spec.ingress")).hasSize(1);
    assertThat(closed.at("spec.ingress.0.from.0.podSelector.matchLabels"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("app.kubernetes.io/name", "ampwire-test");
    assertThat(open.at("spec.ingress.1.from"))
        .isEqualTo(
            List.of(
                Map.of(
                    "namespaceSelector",
                    Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "monitoring")))));
    assertThat(open.list("spec.ingress.1.ports"))
        .extracting(port -> port.at("port"))
        .containsExactly("management", "http");
  }

  @Test
  void namesAreAskedOfTheClustersDnsOnly() {
    Manifest usual = Manifest.one(Chart.render("minimal"), "NetworkPolicy");
    Manifest cached =
        Manifest.one(
            Chart.render("minimal", "networkPolicy.dns.cidrs[0]=169.254.20.10/32"),
            "NetworkPolicy");

    assertThat(usual.at("spec.egress.0.to"))
        .isEqualTo(
            List.of(
                Map.of(
                    "namespaceSelector",
                    Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "kube-system")),
                    "podSelector",
                    Map.of("matchLabels", Map.of("k8s-app", "kube-dns")))));
    assertThat(cached.at("spec.egress.0.to.1.ipBlock.cidr")).isEqualTo("169.254.20.10/32");
  }

  @Test
  void probesAskTheManagementPort() {
    Manifest deployment = Manifest.one(Chart.render("minimal"), "Deployment");

    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(deployment.at(POD + "containers.0." + probe + ".httpGet.port"))
          .isEqualTo("management");
    }
    assertThat(Chart.environment(Chart.render("minimal")))
        .containsEntry("QUARKUS_MANAGEMENT_HOST", "$(POD_IP)")
        .doesNotContainKey("QUARKUS_HTTP_HOST");
  }

  @Test
  void whatIsOptionalComesOnlyWhenAsked() {
    assertThat(Manifest.all(Chart.render("minimal"), "ServiceMonitor")).isEmpty();
    assertThat(Manifest.all(Chart.render("exposed"), "ServiceMonitor")).hasSize(1);
    assertThat(Manifest.all(Chart.render("minimal"), "PersistentVolumeClaim")).isEmpty();
    assertThat(Manifest.all(Chart.render("control"), "PersistentVolumeClaim")).hasSize(1);
    assertThat(Manifest.all(Chart.render("mutual-tls"), "PersistentVolumeClaim")).isEmpty();
    assertThat(Manifest.all(Chart.render("placement"), "NetworkPolicy")).isEmpty();
    assertThat(Manifest.all(Chart.render("placement"), "PodDisruptionBudget")).isEmpty();
  }

  @Test
  void dashboardAndAlertsAreThoseOfTheFolderDeploy() throws IOException {
    List<Manifest> rendered = Chart.render("exposed");

    Manifest dashboard =
        Manifest.all(rendered, "ConfigMap").stream()
            .filter(map -> map.at("metadata.labels.grafana_dashboard") != null)
            .findFirst()
            .orElseThrow();
    assertThat(map(dashboard.at("data")).get("ampwire.json").toString().strip())
        .isEqualTo(Files.readString(Path.of("deploy/monitoring/dashboard.json")).strip());
    assertThat(Manifest.one(rendered, "PrometheusRule").list("spec.groups.0.rules"))
        .hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mqtt.ulr=mqtt://x",
        "replicas=2",
        "bridgeId=Depot North",
        "mqtt.url=broker.example",
        "env.AMPWIRE_MQTT_PASSWORD=secret",
        "inventory.charger=x",
        "http.token=x",
        "networkPolicy.chargerPorts[0]=70000",
        "ownership.lease=slow",
        "ownership.shards=65"
      })
  void theSchemaRefusesTyposAndNonsense(String setting) {
    String path = setting.substring(0, setting.indexOf('=')).replaceAll("\\[\\d+]", "");
    String key = path.substring(path.lastIndexOf('.') + 1);

    assertThatThrownBy(() -> Chart.render("minimal", setting)).hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({"image.repository=, image.repository", "mqtt.url=, mqtt.url"})
  void whatIsMissingIsNamed(String setting, String key) {
    assertThatThrownBy(() -> Chart.render("minimal", setting)).hasMessageContaining(key);
  }

  private static String inventory(List<Manifest> rendered) {
    return (String) map(Manifest.one(rendered, "ConfigMap").at("data")).get("inventory.yaml");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
