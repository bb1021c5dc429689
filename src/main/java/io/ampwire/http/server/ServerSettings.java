package io.ampwire.http.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Settings of the two HTTP servers that are needed before the application's beans exist: Vert.x
 * asks for them while it binds a port.
 */
final class ServerSettings {
  /** Stands for "any free port" of the management server, in tests. */
  static final int ANY_MANAGEMENT_PORT = -30;

  private static final String PREFIX = "ampwire.http.";

  private ServerSettings() {}

  /**
   * Limits of the server on that port; empty for a server that is not the application's, such as
   * those of simulated chargers.
   */
  static Optional<ConnectionLimits> limits(int port) {
    Config config = ConfigProvider.getConfig();
    boolean management = port == ANY_MANAGEMENT_PORT || isPort(port, config, "management.port");
    // A framework server on any free port is bound by a negative number.
    boolean api =
        port < 0 || isPort(port, config, "http.port") || isPort(port, config, "http.ssl-port");
    if (!management && !api) {
      return Optional.empty();
    }
    return config
        .getOptionalValue(PREFIX + "max-connections", Integer.class)
        .map(total -> limits(management ? "management" : "API", total, config));
  }

  private static ConnectionLimits limits(String name, int total, Config config) {
    TrustedProxies proxies = new TrustedProxies(proxies(config));
    return new ConnectionLimits(
        new ConnectionLimits.Settings(
            name,
            total,
            config.getValue(PREFIX + "max-connections-per-address", Integer.class),
            config.getValue(PREFIX + "head-timeout", Duration.class),
            config.getValue(PREFIX + "idle-timeout", Duration.class),
            proxies::contains),
        System::nanoTime);
  }

  private static boolean isPort(int port, Config config, String key) {
    return port != 0
        && config
            .getOptionalValue("quarkus." + key, Integer.class)
            .filter(configured -> configured == port)
            .isPresent();
  }

  private static List<String> proxies(Config config) {
    return config
        .getOptionalValue(PREFIX + "trusted-proxies", String.class)
        .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList())
        .orElse(List.of());
  }
}
