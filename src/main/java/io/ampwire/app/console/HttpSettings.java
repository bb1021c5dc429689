package io.ampwire.app.console;

import io.ampwire.http.HttpConfig;
import io.ampwire.http.server.Authority;
import io.ampwire.http.server.TrustedProxies;
import java.time.Duration;
import java.util.List;

/** Validator of the limits and host names under {@code ampwire.http}. */
final class HttpSettings {
  private static final String PREFIX = "ampwire.http.";

  private HttpSettings() {}

  static void check(HttpConfig http, List<String> wrong) {
    http.trustedProxies().orElse(List.of()).stream()
        .flatMap(text -> TrustedProxies.problem(text).stream())
        .forEach(problem -> wrong.add(PREFIX + "trusted-proxies: " + problem));
    http.hosts().orElse(List.of()).stream()
        .filter(text -> Authority.parse(text).filter(name -> name.host().equals(text)).isEmpty())
        .forEach(
            text ->
                wrong.add(
                    PREFIX
                        + "hosts: '"
                        + text
                        + "' is not a host name in lower case without a port"));
    atLeastOne("max-connections", http.maxConnections(), wrong);
    atLeastOne("max-connections-per-address", http.maxConnectionsPerAddress(), wrong);
    positive("head-timeout", http.headTimeout(), wrong);
    positive("idle-timeout", http.idleTimeout(), wrong);
    positive("body-timeout", http.bodyTimeout(), wrong);
  }

  private static void atLeastOne(String key, int value, List<String> wrong) {
    if (value < 1) {
      wrong.add(PREFIX + key + ": must be at least 1, not " + value);
    }
  }

  private static void positive(String key, Duration value, List<String> wrong) {
    if (value.toMillis() < 1) {
      wrong.add(PREFIX + key + ": must be positive, not " + value);
    }
  }
}
