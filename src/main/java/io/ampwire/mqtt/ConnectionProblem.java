package io.ampwire.mqtt;

import java.util.Locale;

/**
 * Reason why the bridge has no connection to the broker, or receives no commands through it.
 *
 * @param detail message of the broker or the socket; holds no secret
 */
public record ConnectionProblem(Kind kind, String detail) {
  /** Kinds of problem, each with its own remedy; those that end a connection come first. */
  public enum Kind {
    /** The broker's address is unreachable, or the connection was lost. */
    UNREACHABLE,
    /** The broker refuses the client: its user name, its password, its client id. */
    REFUSED,
    /** TLS failed: a certificate that is untrusted, expired, or for another name. */
    INSECURE,
    /** A file with a password, a certificate or a key cannot be read. */
    UNREADABLE,
    /** The broker refuses the subscription that brings commands. */
    DEAF,
    /** A message on a command topic is larger than the client reads. */
    OVERSIZE,
    /** The broker ends each connection at a packet that is larger than it takes. */
    PACKET_LIMIT,
    /** Another client uses the same client id, or nothing explains that each connection ends. */
    TWIN,
    /** The connection is up and returns nothing. */
    SILENT
  }

  /** The kind as one machine-readable word. */
  public String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether an event about it can be published: the connection is up, or soon will be. */
  public boolean connected() {
    return kind.compareTo(Kind.DEAF) >= 0;
  }
}
