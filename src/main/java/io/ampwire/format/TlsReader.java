package io.ampwire.format;

import io.ampwire.link.ModbusTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/**
 * Reader of a charger's {@code tls} section. It checks the files at once, so that a fault is
 * reported at the start and not by a charger that never answers.
 */
final class TlsReader {
  private TlsReader() {}

  static Optional<ModbusTls> read(YamlNode node) {
    node.only("ca", "certificate", "key");
    if (!node.isMapping()) {
      return Optional.empty();
    }
    Optional<Path> ca = file(node.at("ca"));
    Optional<Path> certificate = file(node.at("certificate"));
    Optional<Path> key = file(node.at("key"));
    ca.ifPresent(path -> certificates(node.at("ca"), path));
    certificate.ifPresent(path -> certificates(node.at("certificate"), path));
    key.ifPresent(path -> key(node.at("key"), path));
    if (node.at("certificate").present() != node.at("key").present()) {
      node.fault("certificate and key belong together: name both or none");
    }
    return Optional.of(
        new ModbusTls(ca, certificate.flatMap(c -> key.map(k -> new ModbusTls.Identity(c, k)))));
  }

  private static Optional<Path> file(YamlNode node) {
    try {
      Optional<Path> path = node.text().map(Path::of);
      if (path.isPresent() && !(Files.isRegularFile(path.get()) && Files.isReadable(path.get()))) {
        node.fault("there is no file '" + path.get() + "' that can be read");
        return Optional.empty();
      }
      return path;
    } catch (InvalidPathException e) {
      node.fault("is not a valid path: " + e.getReason());
      return Optional.empty();
    }
  }

  private static void certificates(YamlNode node, Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(pem).isEmpty()) {
        node.fault("'" + file + "' holds no certificate; PEM is needed");
      }
    } catch (CertificateException e) {
      node.fault("'" + file + "' is not a PEM certificate: " + e.getMessage());
    } catch (IOException e) {
      node.fault("'" + file + "' cannot be read");
    }
  }

  private static void key(YamlNode node, Path file) {
    try {
      String pem = Files.readString(file);
      if (pem.contains("ENCRYPTED")) {
        node.fault("'" + file + "' is encrypted; a key without a passphrase is needed");
      } else if (!pem.contains("PRIVATE KEY-----")) {
        node.fault("'" + file + "' holds no private key in PEM");
      }
    } catch (IOException e) {
      node.fault("'" + file + "' cannot be read as text");
    }
  }
}
