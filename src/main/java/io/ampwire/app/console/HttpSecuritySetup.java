package io.ampwire.app.console;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.format.OpenApiText;
import io.ampwire.format.PrincipalJson;
import io.ampwire.format.ProblemJson;
import io.ampwire.http.ApiDescription;
import io.ampwire.http.ProblemBody;
import io.ampwire.http.auth.AccessPolicy;
import io.ampwire.http.auth.Credentials;
import io.ampwire.http.auth.LoginThrottle;
import io.ampwire.http.auth.Principal;
import io.ampwire.http.auth.PrincipalBody;
import io.ampwire.http.auth.Role;
import io.ampwire.http.auth.Sessions;
import io.ampwire.http.server.ManagementHosts;
import io.ampwire.http.server.TrustedProxies;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Setup of API access control. At start it warns about what other machines can reach. */
@ApplicationScoped
public class HttpSecuritySetup {
  private static final Logger LOG = Logger.getLogger(HttpSecuritySetup.class);

  void warn(
      @Observes StartupEvent event,
      AccessPolicy access,
      @ConfigProperty(name = "quarkus.http.ssl.certificate.files") Optional<List<String>> own,
      @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> named) {
    if (!access.beyondLoopback()) {
      return;
    }
    if (access.open()) {
      LOG.warnf("http: any client that can reach %s may read the API", access.host());
    } else if (!access.login()) {
      LOG.warnf(
          "http: %s is beyond this machine, so the API refuses every request;"
              + " ampwire.http.token-file names a file with tokens,"
              + " ampwire.http.allow-anonymous=true allows reading without a token",
          access.host());
    }
    if (access.login() && own.isEmpty() && named.isEmpty()) {
      LOG.warnf(
          "http: tokens reach %s unencrypted; set quarkus.http.ssl.certificate.files and"
              + " .key-files, or put a proxy with TLS in front",
          access.host());
    }
  }

  @Produces
  @Singleton
  static AccessPolicy access(
      AmpwireConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    boolean readers = config.http().tokenFile().isPresent();
    boolean operators = config.http().operatorTokenFile().isPresent();
    boolean demo = config.demo() && !readers && !operators;
    return new AccessPolicy(
        host,
        config.http().allowAnonymous(),
        readers,
        operators,
        config.console().control() || demo,
        Set.copyOf(config.http().hosts().orElse(List.of())),
        demo);
  }

  @Produces
  @Singleton
  static TrustedProxies proxies(AmpwireConfig config) {
    return new TrustedProxies(config.http().trustedProxies().orElse(List.of()));
  }

  @Produces
  @Singleton
  static ManagementHosts managementHosts(
      AmpwireConfig config,
      AccessPolicy access,
      @ConfigProperty(name = "quarkus.management.host") String host) {
    return new ManagementHosts(AccessPolicy.isLoopback(host), access.hosts());
  }

  @Produces
  @Singleton
  static Credentials credentials(AmpwireConfig config) {
    return new Credentials(
        TokenFiles.of(config), new Sessions(System::nanoTime), new LoginThrottle(System::nanoTime));
  }

  @Produces
  @Singleton
  static ProblemBody problems() {
    return ProblemJson::write;
  }

  @Produces
  @Singleton
  static ApiDescription description() {
    return new ApiDescription() {
      @Override
      public byte[] yaml() {
        return OpenApiText.yaml();
      }

      @Override
      public byte[] json() {
        return OpenApiText.json();
      }
    };
  }

  @Produces
  @Singleton
  static PrincipalBody principal() {
    return (principal, access) ->
        PrincipalJson.write(
            principal.map(Principal::name),
            principal.map(v -> v.role().label()),
            access.login(),
            access.control() && principal.filter(v -> v.role() == Role.OPERATOR).isPresent());
  }
}
