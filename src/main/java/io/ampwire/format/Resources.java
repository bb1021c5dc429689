package io.ampwire.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text files of this jar, listed by an index beside them so that nothing scans a class path. */
final class Resources {
  private Resources() {}

  /** A missing one is a broken build. */
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

  /** The files that {@code index.txt} of a folder names, with the folder before them. */
  static List<String> index(String folder) {
    return text(folder + "/index.txt")
        .lines()
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.startsWith("#"))
        .map(name -> folder + "/" + name)
        .toList();
  }
}
