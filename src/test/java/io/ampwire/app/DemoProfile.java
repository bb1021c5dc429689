package io.ampwire.app;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** The demo inside a test, on ports that are free. */
public class DemoProfile implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("ampwire.demo", "true", "ampwire.demo.mqtt-port", Integer.toString(freePort()));
  }

  static int freePort() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, reachable from elsewhere. */
  public static class Exposed extends DemoProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "ampwire.demo", "true",
          "ampwire.demo.mqtt-port", Integer.toString(freePort()),
          "quarkus.http.host", "0.0.0.0");
    }
  }
}
