package io.ampwire.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Record of a group's limits on disk: one file a day, one JSON line per entry, each with the hash
 * of the line before. The chain continues from day to day. Files older than {@value #MOST_FILES}
 * days of entries are removed.
 */
public final class LimitLog {
  private static final int MOST_FILES = 400;
  private static final long MOST_BYTES = 20L << 20;
  private static final String ENDING = ".jsonl";
  private static final int DAY_LENGTH = "2026-11-26".length();

  private final Path folder;
  private final Executor worker;
  private final Consumer<String> trouble;
  private final Map<String, String> last = new HashMap<>();

  /**
   * @param worker does all writing, one task after the other
   * @param trouble receives entries that cannot be written
   */
  public LimitLog(Path folder, Executor worker, Consumer<String> trouble) {
    this.folder = folder;
    this.worker = worker;
    this.trouble = trouble;
  }

  /**
   * Appends an entry.
   *
   * @param day UTC, {@code 2026-11-26}
   * @param entry one JSON object
   */
  public void append(String group, String day, String entry) {
    try {
      worker.execute(() -> write(group, day, entry));
    } catch (RejectedExecutionException ending) {
      trouble.accept("a limit of group " + group + " came after the record was closed");
    }
  }

  private void write(String group, String day, String entry) {
    try {
      Path file = file(group, day);
      if (!Files.exists(file)) {
        FilePermissions.createFolder(folder);
        Files.createFile(file);
        FilePermissions.secret(file);
        prune(group);
      } else if (Files.size(file) > MOST_BYTES) {
        trouble.accept("the record of group " + group + " is full for today");
        return;
      }
      String previous = last.containsKey(group) ? last.get(group) : lastHash(group);
      String line = AuditChain.chained(previous, entry);
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
      last.put(group, AuditChain.hash(line));
    } catch (IOException e) {
      trouble.accept("the record of group " + group + " cannot be written: " + e.getMessage());
    }
  }

  private String lastHash(String group) throws IOException {
    List<Path> files = files(group);
    for (int i = files.size() - 1; i >= 0; i--) {
      List<String> lines = lines(files.get(i));
      if (!lines.isEmpty()) {
        return AuditChain.hash(lines.get(lines.size() - 1));
      }
    }
    return AuditChain.START;
  }

  private void prune(String group) throws IOException {
    List<Path> files = files(group);
    for (Path old : files.subList(0, Math.max(0, files.size() - MOST_FILES))) {
      Files.delete(old);
    }
  }

  /** The lines of a day, without an incomplete last one. */
  public List<String> day(String group, String day) throws IOException {
    Path file = file(group, day);
    return Files.exists(file) ? lines(file) : List.of();
  }

  /** The last line with that text, of the last two days of entries. */
  public Optional<String> newest(String group, String text) {
    try {
      List<Path> files = files(group);
      for (int i = files.size() - 1; i >= Math.max(0, files.size() - 2); i--) {
        List<String> lines = lines(files.get(i));
        for (int at = lines.size() - 1; at >= 0; at--) {
          if (lines.get(at).contains(text)) {
            return Optional.of(lines.get(at));
          }
        }
      }
    } catch (IOException e) {
      trouble.accept("the record of group " + group + " cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The hash that an entry is chained to. */
  public static String previous(String line) {
    return AuditChain.previous(line);
  }

  /** The hash of a line. */
  public static String hash(String line) {
    return AuditChain.hash(line);
  }

  private static List<String> lines(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    return text.isEmpty() || text.endsWith("\n") ? lines : lines.subList(0, lines.size() - 1);
  }

  private Path file(String group, String day) {
    return folder.resolve(group + "." + day + ENDING);
  }

  private List<Path> files(String group) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> isOf(f.getFileName().toString(), group)).sorted().toList();
    }
  }

  private static boolean isOf(String file, String group) {
    return file.startsWith(group + ".")
        && file.length() == group.length() + 1 + DAY_LENGTH + ENDING.length();
  }
}
