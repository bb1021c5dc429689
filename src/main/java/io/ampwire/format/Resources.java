package io.ampwire.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text files of this jar. An index beside them lists them, so that no class path is scanned. */
final class Resources {
  private Resources() {}

  /** Reads a file; a missing one means a broken build. */
  static String text(String name) {
    try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }

  /** Files that a folder's {@code index.txt} names, with the folder as prefix. */
  static List<String> index(String folder) {
    return text(folder + "/index.txt")
        .lines()
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.startsWith("#"))
        .map(name -> folder + "/" + name)
        .toList();
  }
}
