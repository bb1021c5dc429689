package io.ampwire.system;

import io.ampwire.faults.FaultProxy;
import io.ampwire.ownership.ApiStandIn;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API server whose leases decide, and a proxy before it that can be cut. By default fabric8's
 * stand-in in this process; {@code -Dampwire.kubernetes.url=https://127.0.0.1:6443} and {@code
 * .token} name a real one.
 */
final class ApiAuthority implements AutoCloseable {
  static final String NAMESPACE = "ampwire";
  private static final String URL = System.getProperty("ampwire.kubernetes.url", "");
  private static final String TOKEN = System.getProperty("ampwire.kubernetes.token", "none");

  private final KubernetesMockServer standIn = ApiStandIn.make();
  private final String name;
  private final Config direct;
  private final Map<String, String> trust;
  private final FaultProxy proxy;

  ApiAuthority() {
    if (URL.isEmpty()) {
      standIn.init();
    }
    name = URL.isEmpty() ? "fabric8's stand-in" : "the API server at " + URL;
    String url = URL.isEmpty() ? standIn.createClient().getMasterUrl().toString() : URL;
    direct = config(url, TOKEN).withTrustCerts(true).build();
    trust = Map.of("kubernetes.trust.certificates", "true");
    proxy = new FaultProxy("127.0.0.1", URI.create(url).getPort());
  }

  /** A real API server, where members have the rights that the chart grants. */
  ApiAuthority(KubernetesControlPlane server) {
    name = "Kubernetes " + server.version();
    String certificate = server.certificate().toString();
    direct =
        config(server.url().toString(), server.token(NAMESPACE))
            .withCaCertFile(certificate)
            .build();
    trust = Map.of("kubernetes.certs.ca.file", certificate);
    proxy = new FaultProxy("127.0.0.1", server.url().getPort());
  }

  private static ConfigBuilder config(String url, String token) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url)
        .withOauthToken(token)
        .withNamespace(NAMESPACE);
  }

  /** Settings that lead a member here through the proxy. */
  Map<String, String> settings() {
    URI url = URI.create(direct.getMasterUrl());
    Map<String, String> settings = new TreeMap<>(trust);
    settings.put("kubernetes.master", url.getScheme() + "://127.0.0.1:" + proxy.port());
    settings.put("kubernetes.auth.token", direct.getOauthToken());
    settings.put("kubernetes.auth.tryKubeConfig", "false");
    settings.put("kubernetes.auth.tryServiceAccount", "false");
    settings.put("kubernetes.namespace", NAMESPACE);
    return settings;
  }

  /** A client for the test itself, with the members' rights, past the proxy. */
  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(direct).build();
  }

  /** From now on no member reaches the API server. */
  void cut() {
    proxy.refuse();
    proxy.reset();
  }

  void mend() {
    proxy.heal();
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    proxy.close();
    standIn.destroy();
  }
}
