package io.ampwire.link;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a connection to a charger is encrypted (Modbus/TCP Security): the charger must prove the name
 * it is dialled by, and the bridge may prove who it is. Files are PEM and read anew for each
 * connection, so that renewed ones need no restart.
 *
 * @param ca who vouches for the charger; empty: whom the Java runtime trusts
 * @param identity what the bridge shows of itself, where chargers ask for it
 */
public record ModbusTls(Optional<Path> ca, Optional<Identity> identity) {
  /** Port that is registered for Modbus/TCP Security. */
  public static final int PORT = 802;

  /** A certificate with those that vouch for it, and its private key. */
  public record Identity(Path certificate, Path key) {}
}
