package io.ampwire.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON Schemas that standards publish in npm packages; {@code npm ci} installs them. */
public final class OfficialSchema {
  private static final Path PACKAGES = Path.of("src/test/schemas/node_modules");

  private OfficialSchema() {}

  /** Text of a schema; without the packages the test is skipped, or fails in CI. */
  public static String read(String path) {
    if (!Files.isDirectory(PACKAGES)) {
      Programs.missing(PACKAGES.getParent() + " has no node_modules: run npm ci there");
    }
    try {
      return Files.readString(PACKAGES.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
