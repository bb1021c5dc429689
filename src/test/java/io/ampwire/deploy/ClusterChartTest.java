package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart where replicas share the chargers. */
class ClusterChartTest {
  private static final String POD = "spec.template.spec.";

  private final List<Manifest> rendered = Chart.render("cluster");

  private Manifest env(String name) {
    return Manifest.one(rendered, "Deployment").list(POD + "containers.0.env").stream()
        .filter(entry -> name.equals(entry.at("name")))
        .findFirst()
        .orElseThrow();
  }

  /** What KubernetesOwnership asks for, each verb once; watch and delete are not among it. */
  @Test
  void theRoleAllowsWhatLeasesTakeAndNothingElse() {
    Manifest role = Manifest.one(rendered, "Role");

    assertThat(role.at("rules"))
        .isEqualTo(
            List.of(
                Map.of(
                    "apiGroups", List.of("coordination.k8s.io"),
                    "resources", List.of("leases"),
                    "verbs", List.of("get", "list", "create", "patch"))));
    assertThat(Manifest.all(rendered, "ClusterRole")).isEmpty();
    assertThat(Manifest.all(rendered, "ClusterRoleBinding")).isEmpty();
  }

  @Test
  void anAdmissionPolicyHoldsTheAccountToTheBridgesOwnLeases() {
    assertThat(Manifest.all(rendered, "ValidatingAdmissionPolicy")).isEmpty();
    List<Manifest> held = Chart.render("cluster", "ownership.admissionPolicy=true");
    Manifest policy = Manifest.one(held, "ValidatingAdmissionPolicy");
    Object account = Manifest.one(held, "Deployment").at(POD + "serviceAccountName");

    assertThat((String) policy.at("spec.matchConditions.0.expression"))
        .contains("'system:serviceaccount:charging:" + account + "'");
    assertThat((String) policy.at("spec.validations.0.expression"))
        .isEqualTo("object.metadata.name.startsWith('ampwire.depot.')");
    assertThat(Manifest.one(held, "ValidatingAdmissionPolicyBinding").at("spec.policyName"))
        .isEqualTo(policy.at("metadata.name"));
  }

  @Test
  void theRoleIsBoundToThePodsAccountAlone() {
    Manifest binding = Manifest.one(rendered, "RoleBinding");
    Object account = Manifest.one(rendered, "Deployment").at(POD + "serviceAccountName");

    assertThat(binding.at("roleRef.name"))
        .isEqualTo(Manifest.one(rendered, "Role").at("metadata.name"));
    assertThat(binding.at("subjects"))
        .isEqualTo(
            List.of(Map.of("kind", "ServiceAccount", "name", account, "namespace", "charging")));
    assertThat(Manifest.one(rendered, "ServiceAccount").at("metadata.name")).isEqualTo(account);
  }

  @Test
  void eachPodKnowsItsNameAndItsNamespace() {
    assertThat(env("AMPWIRE_OWNERSHIP_MODE").at("value")).isEqualTo("kubernetes");
    assertThat(env("AMPWIRE_OWNERSHIP_LEASE").at("value")).isEqualTo("fast");
    assertThat(env("AMPWIRE_OWNERSHIP_SHARDS").at("value")).isEqualTo("8");
    assertThat(env("AMPWIRE_OWNERSHIP_JOIN_DELAY").at("value")).isEqualTo("10s");
    assertThat(env("AMPWIRE_OWNERSHIP_MEMBER").at("valueFrom.fieldRef.fieldPath"))
        .isEqualTo("metadata.name");
    assertThat(env("AMPWIRE_OWNERSHIP_POD_UID").at("valueFrom.fieldRef.fieldPath"))
        .isEqualTo("metadata.uid");
    assertThat(env("AMPWIRE_OWNERSHIP_NAMESPACE").at("valueFrom.fieldRef.fieldPath"))
        .isEqualTo("metadata.namespace");
  }

  @Test
  void aTokenThatRunsOutIsMountedWhereTheClientLooks() {
    Manifest pod = Manifest.one(rendered, "Deployment");
    Manifest volume =
        pod.list(POD + "volumes").stream()
            .filter(v -> "api-token".equals(v.at("name")))
            .findFirst()
            .orElseThrow();

    assertThat(volume.at("projected.sources.0.serviceAccountToken.expirationSeconds"))
        .isEqualTo(3600);
    assertThat(volume.at("projected.sources.1.configMap.name")).isEqualTo("kube-root-ca.crt");
    assertThat(pod.list(POD + "containers.0.volumeMounts"))
        .anyMatch(
            mount ->
                "api-token".equals(mount.at("name"))
                    && "/var/run/secrets/kubernetes.io/serviceaccount"
                        .equals(mount.at("mountPath")));
  }

  @Test
  void replicasAreReplacedOneByOneAndSpreadOverNodes() {
    Manifest deployment = Manifest.one(rendered, "Deployment");

    assertThat(deployment.at("spec.replicas")).isEqualTo(3);
    assertThat(deployment.at("spec.strategy.type")).isEqualTo("RollingUpdate");
    assertThat(deployment.at("spec.strategy.rollingUpdate.maxUnavailable")).isEqualTo(0);
    assertThat(deployment.at(POD + "topologySpreadConstraints.0.topologyKey"))
        .isEqualTo("kubernetes.io/hostname");
    assertThat(Manifest.one(rendered, "PodDisruptionBudget").at("spec.maxUnavailable"))
        .isEqualTo(1);
  }

  @Test
  void theApiServerIsReachedAndOnlyIt() {
    Manifest policy = Manifest.one(rendered, "NetworkPolicy");

    assertThat(policy.list("spec.egress")).hasSize(4);
    assertThat(policy.at("spec.egress.3.ports.0.port")).isEqualTo(6443);
    assertThat(policy.at("spec.egress.3.to.0.ipBlock.cidr")).isEqualTo("203.0.113.10/32");
  }

  @Test
  void aLoneBridgeGetsNoRoleAndNoToken() {
    List<Manifest> lone = Chart.render("minimal");

    assertThat(Manifest.all(lone, "Role")).isEmpty();
    assertThat(Manifest.all(lone, "RoleBinding")).isEmpty();
    assertThat(Manifest.one(lone, "Deployment").list(POD + "volumes"))
        .noneMatch(volume -> volume.at("projected") != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"persistence.enabled=true", "bridgeId=depot_north"})
  void whatReplicasCannotShareIsRefused(String setting) {
    String key = setting.substring(0, setting.indexOf('='));

    assertThatThrownBy(() -> Chart.render("cluster", setting))
        .hasMessageContaining(key.substring(key.lastIndexOf('.') + 1));
  }
}
