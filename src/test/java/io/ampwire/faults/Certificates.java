package io.ampwire.faults;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs certificates for tests, as files in PEM. */
final class Certificates {
  private final Path folder;
  private final X500Name name;
  private final KeyPair keys = keys();
  private final Path file;
  private int serial = 1;

  /** A certificate and its private key. */
  record Issued(Path certificate, Path key) {}

  Certificates(Path folder, String name) {
    this.folder = folder;
    this.name = new X500Name("CN=" + name);
    this.file = write(name, "CERTIFICATE", self());
  }

  /** The authority's own certificate. */
  Path file() {
    return file;
  }

  /** For a host of that name, valid now. */
  Issued host(String host) {
    return issue(
        host, Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
  }

  /** For a host of that name, valid until yesterday. */
  Issued expired(String host) {
    return issue(
        host, Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(1)));
  }

  private Issued issue(String host, Instant from, Instant to) {
    try {
      KeyPair own = keys();
      X500Name subject = new X500Name("CN=" + host);
      X509v3CertificateBuilder builder = builder(subject, own, from, to);
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      String stem = host + "-" + serial;
      return new Issued(
          write(stem, "CERTIFICATE", sign(builder).getEncoded()),
          write(stem + "-key", "PRIVATE KEY", own.getPrivate().getEncoded()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] self() {
    try {
      Instant now = Instant.now();
      X509v3CertificateBuilder builder =
          builder(name, keys, now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(30)));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return sign(builder).getEncoded();
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, KeyPair own, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        name,
        BigInteger.valueOf(++serial),
        Date.from(from),
        Date.from(to),
        subject,
        own.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(String stem, String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String pem = "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    try {
      return Files.writeString(folder.resolve(stem + ".pem"), pem);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
