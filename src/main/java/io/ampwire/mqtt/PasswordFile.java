package io.ampwire.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file whose first line is the password: read whenever it is needed, never kept. */
public record PasswordFile(Path path) {
  /** Fails with {@link UncheckedIOException} when there is no such file or it cannot be read. */
  String read() {
    try {
      return Files.readString(path).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("password-file " + path + " cannot be read", e);
    }
  }
}
