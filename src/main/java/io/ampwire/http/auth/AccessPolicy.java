package io.ampwire.http.auth;

import io.ampwire.http.server.Authority;
import java.util.Optional;
import java.util.Set;

/**
 * Access policy of the API. It admits each caller with a valid token. It admits callers without a
 * token while the server is on loopback and reading needs no token, or everywhere if the
 * configuration says so. Without a token, only the console of a demo sends commands.
 *
 * @param host address that the server binds
 * @param anonymous whether callers without a token are allowed everywhere
 * @param readers whether there is a file of tokens for reading
 * @param operators whether there is a file of tokens for sending commands
 * @param control whether operators may send commands over HTTP at all
 * @param hosts further names by which callers without a token may address the server
 * @param demo whether the console of this machine controls without a token, because the chargers
 *     are simulated
 */
public record AccessPolicy(
    String host,
    boolean anonymous,
    boolean readers,
    boolean operators,
    boolean control,
    Set<String> hosts,
    boolean demo) {

  /**
   * Whether a request of the console's own page, which presents no token, may send commands.
   *
   * @param named the server as the request names it
   */
  boolean controlsDemo(Optional<Authority> named) {
    return demo && !login() && !beyondLoopback() && refusal(named).isEmpty();
  }

  /** Whether other machines can reach the server. */
  public boolean beyondLoopback() {
    return !isLoopback(host);
  }

  /**
   * Whether only this machine reaches a server that binds the address.
   *
   * @param host name or address as in the configuration, IPv6 with or without brackets
   */
  public static boolean isLoopback(String host) {
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return Authority.parse(bare ? "[" + host + "]" : host)
        .filter(Authority::isLoopback)
        .isPresent();
  }

  /** Whether there is a token to present. */
  public boolean login() {
    return readers || operators;
  }

  /** Whether a caller without a token may read. */
  public boolean open() {
    return anonymous || !beyondLoopback() && !readers;
  }

  /**
   * Why a caller without a token is refused, if so.
   *
   * @param named the server as the request names it; empty for a request of HTTP 1.0
   */
  Optional<String> refusal(Optional<Authority> named) {
    if (!open()) {
      return Optional.of(
          "the API listens beyond this machine and there is no token to present;"
              + " ampwire.http.token-file names a file with tokens,"
              + " ampwire.http.allow-anonymous=true opens it to everybody");
    }
    return named.isEmpty() || isKnown(named.get())
        ? Optional.empty()
        : Optional.of(
            "without a token the API answers at localhost only, not at this host name;"
                + " ampwire.http.hosts permits further names,"
                + " ampwire.http.token-file names a file with tokens,"
                + " ampwire.http.allow-anonymous=true permits every name");
  }

  /**
   * Whether the browser addresses this machine on purpose. A page of another site can point its own
   * name here, and would then read data that only this machine may read (DNS rebinding).
   */
  private boolean isKnown(Authority named) {
    return anonymous || named.isLoopback() || hosts.contains(named.host());
  }
}
