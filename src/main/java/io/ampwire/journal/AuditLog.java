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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Append-only audit log on disk: one line per write. Each line contains the hash of the previous
 * line, so that a changed or missing line is detected. Files are numbered and rotated. The chain
 * continues across files, and an anchor outside the files records where it begins and ends.
 */
public final class AuditLog implements Audit {
  private final Path folder;
  private final Executor worker;
  private final Encoder encoder;
  private final Limits limits;
  private final Consumer<String> trouble;
  private final AuditAnchor anchor;
  private AuditAnchor.Seal seal = AuditAnchor.Seal.NEW;
  private boolean anchorDue;
  private String last;
  private int number;

  /** Encoder of an entry's line, without the hash that is added to it. */
  public interface Encoder {
    String write(ChargerId charger, Write write);

    /** The line of a period of lifebits. */
    String lifebits(ChargerId charger, Lifebits lifebits);
  }

  /**
   * Size limits.
   *
   * @param bytes file size at which the next file begins
   * @param files number of files that are kept
   */
  public record Limits(long bytes, int files) {}

  /**
   * @param data folder that holds the audit folder and the anchor
   * @param worker does all writing, one task after the other
   * @param trouble receives entries that cannot be written, and signs of tampering
   */
  public AuditLog(
      Path data, Executor worker, Encoder encoder, Limits limits, Consumer<String> trouble) {
    this.folder = data.resolve(AuditChain.FOLDER);
    this.anchor = new AuditAnchor(data, trouble);
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
  public void lifebits(ChargerId charger, Lifebits lifebits) {
    worker.execute(() -> append(encoder.lifebits(charger, lifebits)));
  }

  private void open() {
    AuditAnchor.Found found = anchor.read();
    try {
      AuditChain chain = AuditChain.read(folder);
      number = chain.lastNumber();
      last = chain.lastHash();
      if (!chain.complete()) {
        // A crash may leave half a line; the file is closed and the chain continues in the next.
        number++;
      }
      seal = seal(found, chain);
      if (!seal.damage().isEmpty()) {
        trouble.accept("the audit was tampered with: " + seal.damage());
      }
    } catch (IOException e) {
      last = AuditChain.START;
      trouble.accept("the audit cannot be read: " + e.getMessage());
    }
  }

  /**
   * The new content of the anchor. It keeps known damage, which the next line would otherwise hide.
   */
  private static AuditAnchor.Seal seal(AuditAnchor.Found found, AuditChain chain) {
    AuditAnchor.Seal now =
        new AuditAnchor.Seal(List.of(chain.head()), chain.lastHash(), chain.lines().size(), 0, "");
    if (found instanceof AuditAnchor.Found.Valid valid) {
      AuditAnchor.Seal before = valid.seal();
      String damage =
          chain
              .contradiction(before)
              .or(() -> chain.broken().map(at -> "the chain is broken at " + at))
              .orElse("");
      return new AuditAnchor.Seal(
          damage.isEmpty() ? List.of(chain.head()) : before.heads(),
          chain.lastHash(),
          before.lines() + chain.linesBehind(before.last()).orElse(0),
          before.earlier(),
          damage);
    } else if (found instanceof AuditAnchor.Found.Invalid invalid) {
      return new AuditAnchor.Seal(now.heads(), now.last(), now.lines(), now.lines(), invalid.why());
    }
    return new AuditAnchor.Seal(now.heads(), now.last(), now.lines(), now.lines(), "");
  }

  private void append(String entry) {
    String line = AuditChain.chained(last, entry);
    try {
      FilePermissions.createFolder(folder);
      Path file = AuditChain.file(folder, number);
      if (Files.exists(file) && Files.size(file) >= limits.bytes()) {
        file = AuditChain.file(folder, ++number);
        prune();
      }
      boolean fresh = !Files.exists(file);
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        if (fresh) {
          FilePermissions.file(file);
        }
        out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        out.force(false);
      }
      last = AuditChain.hash(line);
      seal = seal.with(last);
      anchorSoon();
    } catch (IOException e) {
      // The disk may hold half a line; the chain continues in the next file.
      number++;
      trouble.accept("a write cannot be audited: " + e.getMessage());
    }
  }

  /** Queued behind the waiting lines, so that a burst of lines costs one anchor. */
  private void anchorSoon() {
    if (!anchorDue) {
      anchorDue = true;
      try {
        worker.execute(this::writeAnchor);
      } catch (RejectedExecutionException ending) {
        writeAnchor();
      }
    }
  }

  private void writeAnchor() {
    anchorDue = false;
    try {
      anchor.write(seal);
    } catch (IOException e) {
      trouble.accept("the audit's anchor cannot be written: " + e.getMessage());
    }
  }

  /**
   * Anchors the remaining heads before it removes a file, so that a crash does not look like
   * tampering.
   */
  private void prune() throws IOException {
    List<Path> files = AuditChain.files(folder);
    List<Path> old = files.subList(0, Math.max(0, files.size() + 1 - limits.files()));
    if (old.isEmpty()) {
      return;
    }
    List<String> heads = new ArrayList<>(seal.heads());
    for (Path file : files.subList(0, Math.min(files.size(), old.size() + 1))) {
      heads.add(AuditChain.head(file));
    }
    heads.add(last);
    seal = seal.beginning(heads.stream().distinct().toList());
    writeAnchor();
    for (Path file : old) {
      Files.delete(file);
    }
    seal =
        seal.beginning(
            List.of(old.size() < files.size() ? AuditChain.head(files.get(old.size())) : last));
  }
}
