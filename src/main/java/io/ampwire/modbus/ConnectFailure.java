package io.ampwire.modbus;

import io.ampwire.link.TlsProblem;

/** Explanation of a failed connection, with the remedy where the exception names none. */
final class ConnectFailure {
  private static final TlsProblem ENCRYPTION =
      new TlsProblem("the charger", "tls.ca", "tls.certificate");

  private ConnectFailure() {}

  static String of(Throwable failure) {
    return ENCRYPTION.of(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
  }

  /** Reason of a failed connection, for messages. */
  static final class NoConnection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoConnection(String why) {
      super(why, null, false, false);
    }
  }
}
