package io.ampwire.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that the tests of this package read. */
final class Files {
  static final String SHIPPED = "schneider-evlink-pro-ac";

  private Files() {}

  static String resource(String name) {
    try (InputStream in = Files.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MapLibrary library() {
    return ((MapLibrary.Loaded) MapLibrary.shipped()).library();
  }

  /** Number of the only line that has the mark, from 1. */
  static int line(String text, String mark) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(mark)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no line has " + mark);
  }
}
