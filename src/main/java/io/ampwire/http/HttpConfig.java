package io.ampwire.http;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** HTTP API. */
public interface HttpConfig {
  /** Allows clients beyond this machine to read the API without a token. */
  @WithDefault("false")
  boolean allowAnonymous();

  /** File with the tokens of viewers. */
  Optional<Path> tokenFile();

  /**
   * File with the tokens of operators, who may read, and send commands if the console allows it.
   */
  Optional<Path> operatorTokenFile();

  /** Further host names by which monitoring and callers without a token may address the server. */
  Optional<List<String>> hosts();

  /** Addresses or networks of reverse proxies whose {@code X-Forwarded-*} headers are trusted. */
  Optional<List<String>> trustedProxies();

  /** Largest number of simultaneous connections per port. */
  @WithDefault("320")
  int maxConnections();

  /** Largest number of simultaneous connections per port and client address. */
  @WithDefault("100")
  int maxConnectionsPerAddress();

  /** Timeout for the head of a connection's first request. */
  @WithDefault("10S")
  Duration headTimeout();

  /** Timeout for the head of each further request. */
  @WithDefault("60S")
  Duration idleTimeout();

  /** Timeout for a request's body. */
  @WithDefault("30S")
  Duration bodyTimeout();
}
