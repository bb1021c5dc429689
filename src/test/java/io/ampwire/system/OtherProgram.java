package io.ampwire.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program of others that runs; {@code src/test/other-programs/install} put it into the cache. */
final class OtherProgram implements AutoCloseable {
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final Child child;

  OtherProgram(Path folder, String... command) {
    child = new Child(folder, List.of(command), printed::add);
  }

  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    String home = System.getenv().getOrDefault("HOME", "/root");
    Path base = cache == null ? Path.of(home, ".cache") : Path.of(cache);
    return base.resolve("ampwire/other-programs");
  }

  /** Where the program is, by its path below the cache. */
  static String require(String name) {
    Path program = cache().resolve(name);
    if (!Files.isExecutable(program)) {
      Programs.missing(
          program + " is missing: run src/test/other-programs/install, which says what it needs");
    }
    return program.toString();
  }

  /** The version that the installation noted in that folder of the cache. */
  static String version(String name) {
    try {
      return Files.readString(cache().resolve(name).resolve("version")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All it printed so far. */
  List<String> lines() {
    synchronized (printed) {
      return List.copyOf(printed);
    }
  }

  String log() {
    return String.join("\n", lines());
  }

  @Override
  public void close() {
    child.close();
  }
}
