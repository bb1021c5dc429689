package io.ampwire.modbus;

import io.ampwire.link.TlsProblem;

/** Why a connection failed, in words that name the remedy where the exception does not. */
final class ConnectFailure {
  private static final TlsProblem ENCRYPTION =
      new TlsProblem("the charger", "tls.ca", "tls.certificate");

  private ConnectFailure() {}

  static String of(Throwable failure) {
    return ENCRYPTION.of(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
  }
}
