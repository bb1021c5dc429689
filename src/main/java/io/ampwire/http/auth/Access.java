package io.ampwire.http.auth;

import java.util.Locale;
import java.util.Optional;

/**
 * Who may use the API: whoever shows a token, and strangers on this machine as long as no token is
 * asked for reading, or everywhere if whoever runs the bridge says so. No stranger ever commands.
 *
 * @param host what the server binds
 * @param anonymous whether strangers are allowed
 * @param readers whether there is a file of tokens for reading
 * @param operators whether there is a file of tokens for commanding
 * @param control whether operators may command over HTTP at all
 */
public record Access(
    String host, boolean anonymous, boolean readers, boolean operators, boolean control) {

  /** Whether other machines can reach the server. */
  public boolean beyondLoopback() {
    return !isLoopback(host);
  }

  /** Whether there is a token to show. */
  public boolean login() {
    return readers || operators;
  }

  /** Whether a stranger may read. */
  public boolean open() {
    return anonymous || !beyondLoopback() && !readers;
  }

  /**
   * Why a stranger is refused who could not become known by a token, if that is so.
   *
   * @param name by which the server was called, may be null
   */
  Optional<String> closed(String name) {
    if (!open()) {
      return Optional.of(
          "the API listens beyond this machine and there is no token to show;"
              + " ampwire.http.token-file names a file with tokens,"
              + " ampwire.http.allow-anonymous=true opens it to everybody");
    }
    return meantFor(name)
        ? Optional.empty()
        : Optional.of(
            "the API answers strangers to localhost, not to this name;"
                + " ampwire.http.token-file names a file with tokens,"
                + " ampwire.http.allow-anonymous=true makes it answer to any");
  }

  /**
   * Whether the browser meant this machine. A page elsewhere may let its own name point here and
   * would then read what only this machine should (DNS rebinding).
   */
  boolean meantFor(String name) {
    return anonymous || name == null || isLoopback(name);
  }

  private static boolean isLoopback(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return plain.equals("localhost")
        || plain.endsWith(".localhost")
        || plain.matches("127(\\.\\d{1,3}){3}")
        || plain.equals("::1")
        || plain.equals("[::1]");
  }
}
