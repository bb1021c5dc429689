package io.ampwire.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code audit export}: prints every audited write, oldest first, one JSON object per line on
 * stdout. It checks the hash chain and its anchor, and fails if they do not hold.
 */
public final class AuditExport {
  private static final int DONE = 0;
  private static final int CHECK_FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private AuditExport() {}

  /**
   * @param data the bridge's data directory
   * @return the exit code
   */
  public static int run(Path data, PrintStream out, PrintStream err) {
    Path folder = data.resolve(AuditChain.FOLDER);
    // Read before the lines, because a running bridge may add lines in between.
    AuditAnchor.Found anchor = new AuditAnchor(data, err::println).read();
    if (!Files.isDirectory(folder) && anchor instanceof AuditAnchor.Found.Absent) {
      err.println("there is no audit in " + data + "; name the data directory with --data-dir");
      return WRONG_USAGE;
    }
    try {
      AuditChain chain = AuditChain.read(folder);
      chain.lines().forEach(out::println);
      if (!chain.complete()) {
        err.println("the last line is incomplete: after a crash, or while the bridge writes");
      }
      Optional<String> fault =
          chain
              .broken()
              .map(
                  at ->
                      "the chain is broken at " + at + ": a line before it was changed or removed")
              .or(() -> contradiction(chain, anchor, err));
      fault.ifPresent(err::println);
      if (fault.isPresent()) {
        return CHECK_FAILED;
      }
      err.println(chain.lines().size() + " lines, chain and anchor hold");
      return DONE;
    } catch (IOException e) {
      err.println("the audit cannot be read: " + e.getMessage());
      return CHECK_FAILED;
    }
  }

  private static Optional<String> contradiction(
      AuditChain chain, AuditAnchor.Found anchor, PrintStream err) {
    if (anchor instanceof AuditAnchor.Found.Invalid invalid) {
      return Optional.of(invalid.why());
    } else if (anchor instanceof AuditAnchor.Found.Valid valid) {
      AuditAnchor.Seal seal = valid.seal();
      if (seal.earlier() > 0) {
        err.println(
            seal.earlier() + " lines are older than the anchor, which cannot vouch for them");
      }
      chain.linesBehind(seal.last()).stream()
          .filter(behind -> behind > 0)
          .forEach(behind -> err.println(behind + " lines are newer than the anchor"));
      return chain.contradiction(seal);
    }
    return Optional.of("there is no anchor: it was removed, or no bridge of this version ran yet");
  }
}
