package io.ampwire.app;

import io.ampwire.format.ProblemJson;
import io.ampwire.http.Access;
import io.ampwire.http.ProblemBody;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Settles who may use the API, and tells whoever starts a bridge that others can reach. */
@ApplicationScoped
public class Entrance {
  private static final Logger LOG = Logger.getLogger(Entrance.class);

  void tell(@Observes StartupEvent event, Access access) {
    if (access.beyondLoopback() && access.open()) {
      LOG.warnf("http: anybody who reaches %s may read the API", access.host());
    } else if (access.beyondLoopback()) {
      LOG.warnf(
          "http: %s is beyond this machine, so the API refuses everybody;"
              + " ampwire.http.allow-anonymous=true opens it",
          access.host());
    }
  }

  @Produces
  @Singleton
  static Access access(
      AmpwireConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    return new Access(host, config.http().allowAnonymous());
  }

  @Produces
  @Singleton
  static ProblemBody problems() {
    return ProblemJson::write;
  }
}
