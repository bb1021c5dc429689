package io.ampwire.link;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS settings of a connection to a charger (Modbus/TCP Security). The charger must prove its host
 * name; the bridge may present a client certificate. Files are PEM. Each connection reads them
 * again, so renewed files need no restart.
 *
 * @param ca certificate authority for the charger; empty means the Java runtime's default
 * @param identity client certificate of the bridge, for chargers that request one
 */
public record ModbusTls(Optional<Path> ca, Optional<Identity> identity) {
  /** Port registered for Modbus/TCP Security. */
  public static final int PORT = 802;

  /** Certificate with its chain and its private key. */
  public record Identity(Path certificate, Path key) {}
}
