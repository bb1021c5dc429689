package io.ampwire.link;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Explanation of a failed TLS connection, with the remedy where the exception names none.
 *
 * @param peer name of the other end, such as "the charger"
 * @param authority configuration key of the trusted certificate authorities
 * @param identity configuration key of our own certificate
 */
public record TlsProblem(String peer, String authority, String identity) {

  /** Returns the explanation; empty if the failure is not a TLS failure. */
  public Optional<String> of(Throwable failure) {
    if (has(failure, CertificateExpiredException.class)
        || has(failure, CertificateNotYetValidException.class)) {
      return message("'s certificate is expired or not yet valid (" + deepest(failure) + ")");
    }
    if (causes(failure).anyMatch(TlsProblem::aboutTrust)) {
      return message("'s certificate is not signed by a trusted authority; set " + authority);
    }
    if (has(failure, CertificateException.class)) {
      return message("'s certificate is refused: " + deepest(failure));
    }
    if (!has(failure, SSLException.class)) {
      return Optional.empty();
    }
    return deepest(failure).contains("alert")
        ? message(
            " refuses our certificate or requires one (" + deepest(failure) + "); see " + identity)
        : Optional.of("no encryption with " + peer + ": " + deepest(failure));
  }

  private Optional<String> message(String what) {
    return Optional.of(peer + what);
  }

  private static String deepest(Throwable failure) {
    return causes(failure).reduce((outer, inner) -> inner).map(Throwable::getMessage).orElse("");
  }

  private static boolean aboutTrust(Throwable failure) {
    return failure instanceof CertPathBuilderException
        || failure instanceof CertPathValidatorException path
            && path.getReason() == PKIXReason.NO_TRUST_ANCHOR;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return causes(failure).anyMatch(kind::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, at -> at != null, Throwable::getCause);
  }
}
