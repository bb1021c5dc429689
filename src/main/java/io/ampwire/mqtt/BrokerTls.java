package io.ampwire.mqtt;

import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
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
 * TLS settings of the broker's connection: trusted certificates and client certificate as PEM
 * files, everything else (protocols, cipher suites, revocation lists) as registered with Quarkus.
 * It holds paths, so each new connection reads the files again. The broker's certificate always has
 * to be valid for the host name.
 */
public final class BrokerTls extends BaseTlsConfiguration {
  /** Name in the registry. */
  public static final String NAME = "ampwire-mqtt";

  private final Optional<Path> authority;
  private final Optional<ClientCertificate> identity;
  private final Optional<TlsConfiguration> registered;

  /** A client certificate and its key. */
  public record ClientCertificate(Path certificate, Path key) {}

  /**
   * @param authority trusted certificates; the registered ones or the Java runtime's where empty
   * @param identity the bridge's own certificate, for a broker that asks for one
   * @param registered {@code quarkus.tls.ampwire-mqtt.*}
   */
  public BrokerTls(
      Optional<Path> authority,
      Optional<ClientCertificate> identity,
      Optional<TlsConfiguration> registered) {
    this.authority = authority;
    this.identity = identity;
    this.registered = registered;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public TrustOptions getTrustStoreOptions() {
    return authority
        .<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
        .or(() -> registered.map(TlsConfiguration::getTrustStoreOptions))
        .orElse(null);
  }

  @Override
  public KeyCertOptions getKeyStoreOptions() {
    return identity
        .<KeyCertOptions>map(
            me ->
                new PemKeyCertOptions()
                    .setCertPath(me.certificate().toString())
                    .setKeyPath(me.key().toString()))
        .or(() -> registered.map(TlsConfiguration::getKeyStoreOptions))
        .orElse(null);
  }

  @Override
  public Optional<String> getHostnameVerificationAlgorithm() {
    return Optional.of(ConnectOptions.BY_HOST_NAME);
  }

  @Override
  public SSLOptions getSSLOptions() {
    return registered
        .map(TlsConfiguration::getSSLOptions)
        .map(SSLOptions::new)
        .orElseGet(SSLOptions::new)
        .setTrustOptions(getTrustStoreOptions())
        .setKeyCertOptions(getKeyStoreOptions());
  }

  /** Why the file of trusted certificates is unusable; empty where it is not. */
  public Optional<String> authorityFault(Vertx vertx) {
    return fault(() -> getTrustStoreOptions().getTrustManagerFactory(vertx));
  }

  /** Why certificate and key are unusable; empty where they are not. */
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
