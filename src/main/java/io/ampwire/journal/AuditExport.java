package io.ampwire.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code audit export}: every audited write, oldest first, one JSON object per line on stdout. The
 * chain of hashes is checked on the way; where it does not hold, the command says so and fails.
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
    Path folder = data.resolve("audit");
    if (!Files.isDirectory(folder)) {
      err.println("there is no audit in " + data + "; name the data directory with --data-dir");
      return WRONG_USAGE;
    }
    try {
      AuditChain chain = AuditChain.read(folder);
      chain.lines().forEach(out::println);
      if (!chain.complete()) {
        err.println("the last line is only half written: a crash, or a writer at work");
      }
      if (chain.broken().isPresent()) {
        err.println(
            "the chain is broken at "
                + chain.broken().get()
                + ": a line before it was changed or removed");
        return CHECK_FAILED;
      }
      err.println(chain.lines().size() + " lines, chain holds");
      return DONE;
    } catch (IOException e) {
      err.println("the audit cannot be read: " + e.getMessage());
      return CHECK_FAILED;
    }
  }
}
