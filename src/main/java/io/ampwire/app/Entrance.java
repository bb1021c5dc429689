package io.ampwire.app;

import io.ampwire.format.OpenApiText;
import io.ampwire.format.ProblemJson;
import io.ampwire.format.VisitorJson;
import io.ampwire.http.ApiDescription;
import io.ampwire.http.ProblemBody;
import io.ampwire.http.auth.Access;
import io.ampwire.http.auth.Attempts;
import io.ampwire.http.auth.Credentials;
import io.ampwire.http.auth.Role;
import io.ampwire.http.auth.Sessions;
import io.ampwire.http.auth.Visitor;
import io.ampwire.http.auth.VisitorBody;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Settles who may use the API, and tells whoever starts a bridge that others can reach. */
@ApplicationScoped
public class Entrance {
  private static final Logger LOG = Logger.getLogger(Entrance.class);

  void tell(
      @Observes StartupEvent event,
      Access access,
      @ConfigProperty(name = "quarkus.http.ssl.certificate.files") Optional<List<String>> own,
      @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> named) {
    if (!access.beyondLoopback()) {
      return;
    }
    if (access.open()) {
      LOG.warnf("http: anybody who reaches %s may read the API", access.host());
    } else if (!access.login()) {
      LOG.warnf(
          "http: %s is beyond this machine, so the API refuses everybody;"
              + " ampwire.http.token-file names a file with tokens,"
              + " ampwire.http.allow-anonymous=true opens it",
          access.host());
    }
    if (access.login() && own.isEmpty() && named.isEmpty()) {
      LOG.warnf(
          "http: tokens reach %s unencrypted; set quarkus.http.ssl.certificate.files and .key-files,"
              + " or put a proxy with TLS in front",
          access.host());
    }
  }

  @Produces
  @Singleton
  static Access access(
      AmpwireConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    return new Access(
        host,
        config.http().allowAnonymous(),
        config.http().tokenFile().isPresent(),
        config.http().operatorTokenFile().isPresent(),
        config.console().control());
  }

  @Produces
  @Singleton
  static Credentials credentials(AmpwireConfig config) {
    return new Credentials(
        TokenFiles.of(config), new Sessions(System::nanoTime), new Attempts(System::nanoTime));
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
  static VisitorBody visitors() {
    return (visitor, access) ->
        VisitorJson.write(
            visitor.map(Visitor::name),
            visitor.map(v -> v.role().label()),
            access.login(),
            access.control() && visitor.filter(v -> v.role() == Role.OPERATOR).isPresent());
  }
}
