package io.ampwire.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * File of recent events, one line each, so that people see after a restart what happened before it.
 * Two files of bounded size: the full one replaces the older one. Lines reach the disk when the
 * system writes them, so a crash of the machine may lose the newest. May be used from any thread.
 */
public final class EventFile {
  private static final String NAME = "events";
  private static final int WAITING = 1_000;

  private final Path file;
  private final Path older;
  private final Executor worker;
  private final long most;
  private final Consumer<String> trouble;
  private final List<String> earlier;
  private final AtomicInteger waiting = new AtomicInteger();

  // The fields below are used only on the worker.
  private BufferedWriter writer;
  private long size;

  /**
   * Reads the lines of earlier runs.
   *
   * @param most size of one file, bytes
   * @param lines number of lines that are read, the newest
   * @param valid whether a line is whole; others are skipped
   * @param trouble receives failures, for the log
   */
  public EventFile(
      Path folder,
      Executor worker,
      long most,
      int lines,
      Predicate<String> valid,
      Consumer<String> trouble) {
    this.file = folder.resolve(NAME);
    this.older = folder.resolve(NAME + ".1");
    this.worker = worker;
    this.most = most;
    this.trouble = trouble;
    this.earlier = read(lines, valid);
  }

  /** Lines of earlier runs, newest first. */
  public List<String> earlier() {
    return earlier;
  }

  /** Appends a line on the worker; drops it if too many lines wait for the disk. */
  public void append(Supplier<String> line) {
    if (waiting.incrementAndGet() > WAITING) {
      waiting.decrementAndGet();
      return;
    }
    worker.execute(
        () -> {
          waiting.decrementAndGet();
          write(line.get());
        });
  }

  private List<String> read(int lines, Predicate<String> valid) {
    Deque<String> newestFirst = new ArrayDeque<>();
    for (Path path : List.of(older, file)) {
      try {
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
          if (valid.test(line)) {
            newestFirst.addFirst(line);
          }
          if (newestFirst.size() > lines) {
            newestFirst.removeLast();
          }
        }
      } catch (NoSuchFileException none) {
        continue;
      } catch (IOException e) {
        trouble.accept("earlier events in " + path + " cannot be read: " + e);
      }
    }
    return List.copyOf(newestFirst);
  }

  private void write(String line) {
    try {
      if (writer == null) {
        writer =
            Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        FilePermissions.file(file);
        size = Files.size(file);
        // The line before may be torn by a crash.
        writer.write(size > 0 ? "\n" : "");
      }
      writer.write(line + "\n");
      writer.flush();
      size += line.length() + 1L;
      if (size > most) {
        writer.close();
        writer = null;
        Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      writer = null;
      trouble.accept("events cannot be written to " + file + ": " + e);
    }
  }
}
