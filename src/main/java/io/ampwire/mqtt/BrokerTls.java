package io.ampwire.mqtt;

import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The broker's entry in Quarkus' TLS registry: whom we trust and who we are, as PEM files. It holds
 * their paths, so each new connection reads them again. The name in the broker's certificate has to
 * be the host's, and nothing switches that off.
 */
public final class BrokerTls extends BaseTlsConfiguration {
  /** What it is called in the registry. */
  public static final String NAME = "ampwire-mqtt";

  private final Optional<Path> authority;
  private final Optional<ClientCertificate> identity;

  /** A client certificate and its key. */
  public record ClientCertificate(Path certificate, Path key) {}

  /**
   * @param authority certificates of those whose word counts; the Java runtime's where empty
   * @param identity who we are, for a broker that asks
   */
  public BrokerTls(Optional<Path> authority, Optional<ClientCertificate> identity) {
    this.authority = authority;
    this.identity = identity;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public TrustOptions getTrustStoreOptions() {
    return authority.map(file -> new PemTrustOptions().addCertPath(file.toString())).orElse(null);
  }

  @Override
  public KeyCertOptions getKeyStoreOptions() {
    return identity
        .map(
            me ->
                new PemKeyCertOptions()
                    .setCertPath(me.certificate().toString())
                    .setKeyPath(me.key().toString()))
        .orElse(null);
  }

  @Override
  public Optional<String> getHostnameVerificationAlgorithm() {
    return Optional.of(ConnectOptions.BY_HOST_NAME);
  }

  @Override
  public SSLOptions getSSLOptions() {
    return new SSLOptions()
        .setTrustOptions(getTrustStoreOptions())
        .setKeyCertOptions(getKeyStoreOptions());
  }

  /** Why nobody can be trusted by the authority's file, if that is so. */
  public Optional<String> authorityFault(Vertx vertx) {
    return fault(() -> getTrustStoreOptions().getTrustManagerFactory(vertx));
  }

  /** Why the certificate and the key make no identity, if that is so. */
  public Optional<String> identityFault(Vertx vertx) {
    return fault(() -> getKeyStoreOptions().getKeyManagerFactory(vertx));
  }

  private static Optional<String> fault(Callable<?> loading) {
    try {
      loading.call();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
