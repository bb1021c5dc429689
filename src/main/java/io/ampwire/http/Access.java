package io.ampwire.http;

import java.util.Locale;

/**
 * Who may use the API. As long as it knows no users, that is this machine, or everybody if whoever
 * runs the bridge says so.
 *
 * @param host what the server binds
 * @param anonymous whether strangers are allowed
 */
public record Access(String host, boolean anonymous) {

  /** Whether other machines can reach the server. */
  public boolean beyondLoopback() {
    return !isLoopback(host);
  }

  /** Whether a request may be answered at all. */
  public boolean open() {
    return anonymous || !beyondLoopback();
  }

  /**
   * Whether the browser meant this machine. A page elsewhere may let its own name point here and
   * would then read what only this machine should (DNS rebinding).
   */
  public boolean meantFor(String name) {
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
