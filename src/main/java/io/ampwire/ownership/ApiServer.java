package io.ampwire.ownership;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Optional;

/**
 * Address and credentials of the Kubernetes API server, found as every Kubernetes client finds
 * them: the pod's service account, {@code KUBECONFIG}, or {@code kubernetes.master}.
 *
 * @param namespace namespace of the leases
 */
public record ApiServer(Config config, String namespace) {
  /**
   * @param namespace configured namespace; empty for that of the environment
   * @return empty if no namespace is known
   */
  public static Optional<ApiServer> find(Optional<String> namespace) {
    Config config = Config.autoConfigure(null);
    return namespace
        .or(() -> Optional.ofNullable(config.getNamespace()))
        .map(name -> new ApiServer(config, name));
  }

  /** A request without an answer is abandoned, not retried, because the next one is due anyway. */
  KubernetesClient client(Duration request) {
    Config patient =
        new ConfigBuilder(config)
            .withRequestTimeout((int) request.toMillis())
            .withConnectionTimeout((int) request.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(patient).build();
  }

  @Override
  public String toString() {
    return config.getMasterUrl() + ", namespace " + namespace;
  }
}
