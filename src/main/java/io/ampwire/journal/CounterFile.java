package io.ampwire.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Counter that outlives the process: a file with its last number. It starts at zero, also after a
 * damaged file. If the file cannot be written, it keeps counting in memory and reports that. Calls
 * block.
 */
public final class CounterFile {
  private static final int LONGEST = 32;

  private final Path file;
  private final long range;
  private final Consumer<String> trouble;
  private OptionalLong last = OptionalLong.empty();
  private boolean read;

  /**
   * @param range number of different values; the last one is followed by zero
   * @param trouble receives what the operator has to know
   */
  public CounterFile(Path file, long range, Consumer<String> trouble) {
    this.file = file;
    this.range = range;
    this.trouble = trouble;
  }

  /** The next number; it is on disk when the method returns. */
  public synchronized long next() {
    if (!read) {
      read = true;
      last = stored();
    }
    long next = last.isPresent() ? (last.getAsLong() + 1) % range : 0;
    last = OptionalLong.of(next);
    store(next);
    return next;
  }

  private OptionalLong stored() {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("too long");
      }
      long number = Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
      if (number < 0 || number >= range) {
        throw new IOException(number + " is out of range");
      }
      return OptionalLong.of(number);
    } catch (IOException | NumberFormatException e) {
      trouble.accept(file + " is not a counter and starts at 0: " + e.getMessage());
      return OptionalLong.empty();
    }
  }

  private void store(long number) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      FilePermissions.createFolder(file.toAbsolutePath().getParent());
      Files.writeString(next, number + "\n", StandardCharsets.US_ASCII);
      FilePermissions.file(next);
      try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      trouble.accept(file + " cannot be written; after a restart it counts from the last number");
    }
  }
}
