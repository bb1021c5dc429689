package io.ampwire.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** File whose first line is the password; it is read for each use and never kept. */
public record PasswordFile(Path path) {
  /** Throws {@link UncheckedIOException} with the path when the file cannot be read. */
  String read() {
    try {
      return Files.readString(path).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("password-file " + path + " cannot be read", e);
    }
  }
}
