package io.ampwire.modbus;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that name the remedy where the exception does not. */
final class Trouble {
  private Trouble() {}

  static String of(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    if (find(failure, CertificateExpiredException.class).isPresent()
        || find(failure, CertificateNotYetValidException.class).isPresent()) {
      return "the charger's certificate is expired or not yet valid (" + deepest(failure) + ")";
    }
    if (find(failure, CertPathBuilderException.class).isPresent()) {
      return "the charger's certificate is signed by nobody who is trusted; set tls.ca";
    }
    if (find(failure, CertificateException.class).isPresent()) {
      return "the charger's certificate is refused: " + deepest(failure);
    }
    Optional<SSLException> tls = find(failure, SSLException.class);
    if (tls.isPresent() && deepest(failure).contains("alert")) {
      return "the charger refuses our certificate or has none in common with us ("
          + deepest(failure)
          + "); see tls.certificate";
    }
    return tls.isPresent() ? "no encryption with the charger: " + deepest(failure) : said;
  }

  private static String deepest(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return Optional.of(kind.cast(at));
      }
    }
    return Optional.empty();
  }
}
