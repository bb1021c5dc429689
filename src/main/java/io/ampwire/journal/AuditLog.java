package io.ampwire.journal;

import io.ampwire.control.Audit;
import io.ampwire.map.ChargerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The audit on disk: one line per write, each carrying the hash of the line before, so that a line
 * that is changed or missing shows. Files are numbered and rotated; the chain runs across them.
 */
public final class AuditLog implements Audit {
  private final Path folder;
  private final Executor worker;
  private final Encoder encoder;
  private final Limits limits;
  private final Consumer<String> trouble;
  private String last;
  private int number;

  /** Makes the line of an entry, without the hash that is added to it. */
  public interface Encoder {
    String write(ChargerId charger, Write write);

    String beats(ChargerId charger, Lifebits beats);
  }

  /**
   * @param bytes a file's size at which the next begins
   * @param files how many are kept
   */
  public record Limits(long bytes, int files) {}

  public AuditLog(
      Path folder, Executor worker, Encoder encoder, Limits limits, Consumer<String> trouble) {
    this.folder = folder;
    this.worker = worker;
    this.encoder = encoder;
    this.limits = limits;
    this.trouble = trouble;
    worker.execute(this::open);
  }

  @Override
  public void wrote(ChargerId charger, Write write) {
    worker.execute(() -> append(encoder.write(charger, write)));
  }

  @Override
  public void lifebits(ChargerId charger, Lifebits beats) {
    worker.execute(() -> append(encoder.beats(charger, beats)));
  }

  private void open() {
    try {
      AuditChain chain = AuditChain.read(folder);
      number = chain.lastNumber();
      last = chain.lastHash();
      if (!chain.complete()) {
        // A crash may leave half a line; the file is closed and the chain goes on in the next.
        number++;
      }
    } catch (IOException e) {
      last = AuditChain.START;
      trouble.accept("the audit cannot be read: " + e.getMessage());
    }
  }

  private void append(String entry) {
    String line = AuditChain.chained(last, entry);
    try {
      Files.createDirectories(folder);
      Path file = AuditChain.file(folder, number);
      if (Files.exists(file) && Files.size(file) >= limits.bytes()) {
        file = AuditChain.file(folder, ++number);
        prune();
      }
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        out.force(false);
      }
      last = AuditChain.hash(line);
    } catch (IOException e) {
      // What got onto the disk may be half a line; the chain goes on in the next file.
      number++;
      trouble.accept("a write cannot be audited: " + e.getMessage());
    }
  }

  private void prune() throws IOException {
    List<Path> files = AuditChain.files(folder);
    for (Path old : files.subList(0, Math.max(0, files.size() + 1 - limits.files()))) {
      Files.delete(old);
    }
  }
}
