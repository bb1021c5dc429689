package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerTlsTest {
  /** As {@code quarkus.tls.ampwire-mqtt.*} sets it. */
  private static final class Registered extends BaseTlsConfiguration {
    @Override
    public String getName() {
      return BrokerTls.NAME;
    }

    @Override
    public TrustOptions getTrustStoreOptions() {
      return new PemTrustOptions().addCertPath("registered.pem");
    }

    @Override
    public SSLOptions getSSLOptions() {
      return new SSLOptions()
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
          .addEnabledCipherSuite("TLS_AES_256_GCM_SHA384")
          .addCrlPath("revoked.pem");
    }
  }

  /** FAULTS S24. */
  @Test
  void protocols_ciphers_and_revocation_lists_of_the_registry_hold_beside_files_named_here() {
    BrokerTls tls = new BrokerTls(Optional.of(Path.of("ca.pem")), Optional.empty(), registered());
    SSLOptions options = tls.getSSLOptions();

    assertThat(options.getEnabledSecureTransportProtocols()).containsExactly("TLSv1.3");
    assertThat(options.getEnabledCipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
    assertThat(options.getCrlPaths()).containsExactly("revoked.pem");
    assertThat(((PemTrustOptions) tls.getTrustStoreOptions()).getCertPaths())
        .containsExactly("ca.pem");
  }

  @Test
  void what_no_file_names_is_the_registrys() {
    BrokerTls tls = new BrokerTls(Optional.empty(), Optional.empty(), registered());
    assertThat(((PemTrustOptions) tls.getTrustStoreOptions()).getCertPaths())
        .containsExactly("registered.pem");
    assertThat(tls.getHostnameVerificationAlgorithm()).hasValue("HTTPS");
  }

  private static Optional<io.quarkus.tls.TlsConfiguration> registered() {
    return Optional.of(new Registered());
  }
}
