package io.ampwire.modbus;

import io.ampwire.charger.TlsTrouble;

/** Why a connection failed, in words that name the remedy where the exception does not. */
final class Trouble {
  private static final TlsTrouble ENCRYPTION =
      new TlsTrouble("the charger", "tls.ca", "tls.certificate");

  private Trouble() {}

  static String of(Throwable failure) {
    return ENCRYPTION.of(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
  }
}
