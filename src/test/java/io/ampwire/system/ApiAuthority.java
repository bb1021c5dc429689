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

/**
 * The API server that decides, and the way to it, which can be cut. By default fabric8's stand-in
 * in this process; {@code -Dampwire.kubernetes.url=https://127.0.0.1:6443} and {@code .token} name
 * a real one.
 */
final class ApiAuthority implements AutoCloseable {
  static final String NAMESPACE = "ampwire";
  private static final String URL = System.getProperty("ampwire.kubernetes.url", "");
  private static final String TOKEN = System.getProperty("ampwire.kubernetes.token", "none");

  private final KubernetesMockServer standIn = ApiStandIn.make();
  private final URI where;
  private final FaultProxy way;

  ApiAuthority() {
    if (URL.isEmpty()) {
      standIn.init();
    }
    where = URI.create(URL.isEmpty() ? standIn.createClient().getMasterUrl().toString() : URL);
    way = new FaultProxy("127.0.0.1", where.getPort());
  }

  /** What a member has to be told to come here, by the way that can be cut. */
  Map<String, String> settings() {
    return Map.of(
        "kubernetes.master",
        where.getScheme() + "://127.0.0.1:" + way.port(),
        "kubernetes.auth.token",
        TOKEN,
        "kubernetes.trust.certificates",
        "true",
        "kubernetes.auth.tryKubeConfig",
        "false",
        "kubernetes.auth.tryServiceAccount",
        "false",
        "kubernetes.namespace",
        NAMESPACE);
  }

  /** For the test itself, by a way of its own. */
  KubernetesClient client() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(where.toString())
            .withOauthToken(TOKEN)
            .withTrustCerts(true)
            .withNamespace(NAMESPACE)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** From now on nobody reaches it. */
  void cut() {
    way.refuse();
    way.reset();
  }

  void mend() {
    way.heal();
  }

  @Override
  public String toString() {
    return URL.isEmpty() ? "fabric8's stand-in" : "the API server at " + URL;
  }

  @Override
  public void close() {
    way.close();
    standIn.destroy();
  }
}
