package io.ampwire.mqtt;

import java.util.Locale;

/**
 * Why the bridge does not speak through the broker, or does not hear those who control it.
 *
 * @param detail what the broker or the socket said; holds no secret
 */
public record ConnectionProblem(Kind kind, String detail) {
  /** What kind of problem, by its remedy. */
  public enum Kind {
    /** Nobody answers at the broker's address. */
    UNREACHABLE,
    /** The broker refuses the client: its name, its password, its identifier. */
    REFUSED,
    /** The encryption failed: a certificate that is not trusted, expired, or of another name. */
    INSECURE,
    /** A file with a password, a certificate or a key cannot be read. */
    UNREADABLE,
    /** The broker refuses the subscription that brings commands. */
    DEAF,
    /** A message on a command topic is larger than the client takes. */
    OVERSIZE,
    /** The broker ends each connection soon after it began, as it does for two of one name. */
    TWIN,
    /** The connection is up and brings nothing back. */
    SILENT
  }

  /** The kind as one word for machines. */
  public String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is a connection in spite of it, which may carry the news. */
  public boolean connected() {
    return kind.compareTo(Kind.DEAF) >= 0;
  }
}
