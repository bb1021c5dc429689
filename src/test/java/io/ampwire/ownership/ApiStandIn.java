package io.ampwire.ownership;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * fabric8's stand-in for an API server, which knows leases and conflicts; it does not listen yet.
 */
public final class ApiStandIn {
  /** It tells every request; held, so that its level is kept. */
  private static final Logger CHATTER = Logger.getLogger("io.fabric8.mockwebserver");

  private ApiStandIn() {}

  public static KubernetesMockServer make() {
    CHATTER.setLevel(Level.OFF);
    return new KubernetesMockServer(
        new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
  }
}
