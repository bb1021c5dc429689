package io.ampwire.system;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a test's own and what it signs, made by the JDK's keytool, in PEM files. */
final class Certificates {
  private static final String PASSWORD = "changeit";
  private static final String TOOL =
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

  private final Path folder;
  private final Path store;

  /** Files of a certificate and its key. */
  record Pair(Path certificate, Path key) {}

  Certificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-validity", "30");
  }

  /** The authority's certificate. */
  Path authority() {
    return write("ca.pem", "CERTIFICATE", certificate("ca"));
  }

  /** Signed by the authority, for the name; its key is not encrypted. */
  Pair of(String alias, String hostName) {
    return of(alias, hostName, "-1d", "30");
  }

  /** As {@link #of(String, String)}, but its time is over. */
  Pair expired(String alias, String hostName) {
    return of(alias, hostName, "-9d", "2");
  }

  private Pair of(String alias, String hostName, String from, String days) {
    String dns = "san=dns:" + hostName;
    String dn = "CN=" + hostName;
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-dname",
        dn,
        "-signer",
        "ca",
        "-ext",
        dns,
        "-startdate",
        from,
        "-validity",
        days);
    try {
      byte[] key = open().getKey(alias, PASSWORD.toCharArray()).getEncoded();
      return new Pair(
          write(alias + ".pem", "CERTIFICATE", certificate(alias)),
          write(alias + ".key", "PRIVATE KEY", key));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] certificate(String alias) {
    try {
      Certificate found = open().getCertificate(alias);
      return found.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore open() {
    try (InputStream file = new FileInputStream(store.toFile())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD.toCharArray());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(String name, String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    try {
      Path file =
          Files.writeString(
              folder.resolve(name),
              "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>(List.of(TOOL));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keyalg", "EC", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"));
    command.add(store.toString());
    List<String> said = new ArrayList<>();
    try (Child tool = new Child(folder, command, said::add)) {
      int code = tool.exitCode(java.time.Duration.ofSeconds(30));
      if (code != 0) {
        throw new AssertionError("keytool ended with " + code + ": " + said);
      }
    }
  }
}
