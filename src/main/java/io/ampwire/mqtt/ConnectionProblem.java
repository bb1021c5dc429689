package io.ampwire.mqtt;

import java.util.Locale;

/**
 * Why the bridge has no connection to the broker, or does not hear commands through it.
 *
 * @param detail what the broker or the socket said; holds no secret
 */
public record ConnectionProblem(Kind kind, String detail) {
  /** Kinds of problem, each with its own remedy; those that end a connection come first. */
  public enum Kind {
    /** No connection to the broker's address, or it was lost. */
    UNREACHABLE,
    /** The broker refuses the client: its name, its password, its identifier. */
    REFUSED,
    /** TLS failed: a certificate that is not trusted, expired, or of another name. */
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
    /** The connection is up and brings nothing back. */
    SILENT
  }

  /** The kind as one word for machines. */
  public String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether a connection may carry the news of it: it is up, or soon will be. */
  public boolean connected() {
    return kind.compareTo(Kind.DEAF) >= 0;
  }
}
