package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A real Kubernetes API server with its etcd, both on loopback, as {@code
 * src/test/kubernetes/install} builds them. It has RBAC and the account, role and admission policy
 * of the chart. No node, scheduler or controller runs.
 */
final class KubernetesControlPlane implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final String ADMIN = "only-for-this-test";
  private static final Path CHART = Path.of("helm");
  private static final Set<String> RIGHTS =
      Set.of(
          "ServiceAccount",
          "Role",
          "RoleBinding",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding");

  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final int port = Ports.free();
  private final Path folder;
  private final Child etcd;
  private final Child server;
  private final KubernetesClient admin;

  KubernetesControlPlane(Path folder) {
    this.folder = folder;
    Path programs = installed();
    int store = Ports.free();
    int peers = Ports.free();
    etcd =
        new Child(
            folder,
            List.of(
                programs.resolve("etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + store,
                "--advertise-client-urls=http://127.0.0.1:" + store,
                "--listen-peer-urls=http://127.0.0.1:" + peers,
                "--initial-advertise-peer-urls=http://127.0.0.1:" + peers,
                "--initial-cluster=default=http://127.0.0.1:" + peers,
                "--log-level=warn"),
            printed::add);
    Path key = signingKey();
    server =
        new Child(
            folder,
            List.of(
                programs.resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + store,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--authorization-mode=RBAC",
                "--token-auth-file=" + write("tokens.csv", ADMIN + ",admin,admin,system:masters\n"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + key,
                "--service-account-key-file=" + key,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--endpoint-reconciler-type=none"),
            printed::add);
    await("the API server to be ready")
        .atMost(START)
        .pollInterval(Duration.ofMillis(500))
        .until(this::ready);
    admin = client(ADMIN);
  }

  private static Path installed() {
    String cache = System.getenv("XDG_CACHE_HOME");
    String home = System.getenv().getOrDefault("HOME", "/root");
    Path programs =
        (cache == null ? Path.of(home, ".cache") : Path.of(cache)).resolve("ampwire/kubernetes");
    if (!Files.exists(programs.resolve(".ampwire-versions"))) {
      Programs.missing("Kubernetes' API server is not built: run src/test/kubernetes/install");
    }
    return programs;
  }

  /** Signs the tokens of service accounts. */
  private Path signingKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return write(
          "accounts.key",
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
              + "\n-----END PRIVATE KEY-----\n");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ready() {
    if (!server.alive() || !etcd.alive()) {
      throw new AssertionError("the API server or etcd ended:\n" + log());
    }
    if (!Files.exists(certificate())) {
      return false;
    }
    try (KubernetesClient client = client(ADMIN)) {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** The authority that signed the server's certificate, PEM. */
  Path certificate() {
    return folder.resolve("certificates/apiserver.crt");
  }

  /** A client with all rights. */
  KubernetesClient admin() {
    return admin;
  }

  KubernetesClient client(String token) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url().toString())
            .withOauthToken(token)
            .withCaCertFile(certificate().toString())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  String version() {
    return admin.getKubernetesVersion().getGitVersion();
  }

  /** What the chart renders for one of its examples, with settings on top, each {@code k=v}. */
  List<HasMetadata> chart(String example, String namespace, String... settings) {
    TemplateCommand template =
        new Helm(CHART)
            .template()
            .withName("ampwire")
            .withNamespace(namespace)
            .withKubeVersion(version())
            .withValuesFile(CHART.resolve("ci/" + example + "-values.yaml"));
    for (String setting : settings) {
      template.set(setting.split("=")[0], setting.split("=")[1]);
    }
    byte[] rendered = template.call().getBytes(StandardCharsets.UTF_8);
    return admin.load(new ByteArrayInputStream(rendered)).items();
  }

  /** Makes the namespace and, in it, what the chart grants a bridge with that id. */
  void grant(String namespace, String bridgeId) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(namespace).and().build())
        .create();
    chart("cluster", namespace, "bridgeId=" + bridgeId, "ownership.admissionPolicy=true").stream()
        .filter(item -> RIGHTS.contains(item.getKind()))
        .forEach(item -> admin.resource(item).inNamespace(namespace).create());
  }

  /** A token of the namespace's only account, as a pod gets one. */
  String token(String namespace) {
    String account =
        admin.serviceAccounts().inNamespace(namespace).list().getItems().stream()
            .map(found -> found.getMetadata().getName())
            .filter(name -> name.contains("ampwire"))
            .findFirst()
            .orElseThrow();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  /** The last lines that both printed. */
  String log() {
    synchronized (printed) {
      return String.join("\n", printed.subList(Math.max(0, printed.size() - 40), printed.size()));
    }
  }

  @Override
  public void close() {
    admin.close();
    server.close();
    etcd.close();
  }
}
