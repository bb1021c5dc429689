package io.ampwire.cli.key;

import io.ampwire.trust.SigningKey;
import io.ampwire.trust.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signing key in a PEM file that only its owner may read. */
public final class KeyFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([^-]*)-----END \\1 KEY-----");

  private final Path file;

  public KeyFile(Path file) {
    this.file = file;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Reads the key from the file.
   *
   * @throws IOException if the file cannot be read or does not hold a key
   */
  public SigningKey read() throws IOException {
    String text = Files.readString(file);
    Optional<String> secret = block(text, "PRIVATE");
    Optional<String> open = block(text, "PUBLIC");
    if (secret.isEmpty() || open.isEmpty()) {
      throw new IOException(file + " does not hold both halves of a key");
    }
    try {
      return SigningKey.of(secret.get(), VerifyingKey.of(open.get()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Creates a key in a new file; never overwrites an existing file. */
  public SigningKey create() throws IOException {
    SigningKey key = SigningKey.create();
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    // Created with its permissions, so that no other user can read it in between.
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(
        file,
        pem("PRIVATE", key.secret()) + pem("PUBLIC", key.open().text()),
        StandardOpenOption.WRITE);
    return key;
  }

  private static String pem(String half, String text) {
    return "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n".formatted(half, text, half);
  }

  private static Optional<String> block(String text, String half) {
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(half)) {
        return Optional.of(matcher.group(2).strip());
      }
    }
    return Optional.empty();
  }
}
