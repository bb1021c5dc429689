package io.ampwire.cli;

import io.ampwire.journal.AuditExport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit export}: prints every write of the bridge and checks the hash chain. */
@Command(name = "audit", description = "The audit of every write to a charger.")
final class AuditCommand implements Runnable {
  @Spec CommandSpec spec;

  @Command(name = "export", description = "Every audited write, oldest first; its chain checked.")
  int export(
      @Option(
              names = "--data-dir",
              paramLabel = "DIR",
              defaultValue = DataDirectory.DEFAULT,
              description = "the bridge's data directory")
          Path data) {
    return AuditExport.run(data, System.out, System.err);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "audit: missing subcommand; see audit --help");
  }
}
