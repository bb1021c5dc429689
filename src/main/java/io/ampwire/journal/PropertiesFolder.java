package io.ampwire.journal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Folder of small files of keys and values. Each file is replaced atomically: after a power cut
 * there is the old one or the new one. A file of a newer format is renamed to {@code .newer}, for
 * the version that wrote it. Methods report failures and throw nothing. Only the owner can read the
 * files.
 */
final class PropertiesFolder {
  private static final String FORMAT = "format";

  /** Current format; files without a format number have it, too. */
  private static final long VERSION = 1;

  private final Path folder;
  private final String contents;
  private final Consumer<String> trouble;

  /**
   * @param contents what the files hold, for reports
   * @param trouble receives what goes wrong
   */
  PropertiesFolder(Path folder, String contents, Consumer<String> trouble) {
    this.folder = folder;
    this.contents = contents;
    this.trouble = trouble;
  }

  /** Names of the files with that ending. */
  List<String> names(String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(ending)).toList();
    } catch (IOException e) {
      trouble.accept(contents + " cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  /** The content of the file; empty if it cannot be parsed. */
  Optional<Properties> read(String name) {
    Properties lines = new Properties();
    Path file = folder.resolve(name);
    try {
      String text = Files.readString(file);
      if (!text.endsWith("\n")) {
        // A truncated value would be read as a different one: 16 as 1.
        return Optional.empty();
      }
      lines.load(new StringReader(text));
      if (Long.parseLong(lines.getProperty(FORMAT, "1")) > VERSION) {
        putAside(file);
        return Optional.empty();
      }
      return Optional.of(lines);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void putAside(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".newer");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    trouble.accept("written by a newer version and not used, kept as " + aside);
  }

  /** Replaces a file atomically and syncs it. */
  void write(String name, Properties lines) {
    lines.setProperty(FORMAT, Long.toString(VERSION));
    Path next = folder.resolve(name + ".next");
    try {
      FilePermissions.createFolder(folder);
      try (Writer out = Files.newBufferedWriter(next)) {
        lines.store(out, null);
      }
      FilePermissions.secret(next);
      sync(next, StandardOpenOption.WRITE);
      Files.move(
          next,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException e) {
      trouble.accept(contents + " cannot be written: " + e.getMessage());
    }
  }

  /** Deletes files durably: none of them reappears after a power cut. */
  void delete(List<String> names) {
    try {
      boolean any = false;
      for (String name : names) {
        any |= Files.deleteIfExists(folder.resolve(name));
      }
      if (any) {
        sync(folder, StandardOpenOption.READ);
      }
    } catch (IOException e) {
      trouble.accept(contents + " cannot be deleted: " + e.getMessage());
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
