package io.ampwire.app;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** The same, with short deadlines for requests. */
  public static class Impatient extends DemoProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "ampwire.demo", "true",
          "ampwire.demo.mqtt-port", Integer.toString(freePort()),
          "ampwire.http.head-timeout", "4S",
          "ampwire.http.body-timeout", "5S");
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

  /** The same, with tokens for reading and for commanding. */
  public static class Guarded extends DemoProfile {
    static final String VIEWER = "viewer-token-for-the-test-1";
    static final String OPERATOR = "operator-token-for-the-test-2";
    private static final Path FOLDER = folder();

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "ampwire.demo", "true",
          "ampwire.demo.mqtt-port", Integer.toString(freePort()),
          "ampwire.data-dir", FOLDER.resolve("data").toString(),
          "ampwire.http.token-file", file("viewers", "bob " + VIEWER),
          "ampwire.http.operator-token-file", file("operators", "alice " + OPERATOR),
          "ampwire.console.control", "true");
    }

    private static Path folder() {
      try {
        return Files.createTempDirectory("ampwire-guarded");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String file(String name, String line) {
      try {
        return Files.writeString(FOLDER.resolve(name), line + "\n").toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
