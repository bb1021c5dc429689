package io.ampwire.cli.evidence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evidence}: commands about evidence records. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = "Check evidence records.",
    subcommands = EvidenceCheckCommand.class)
public final class EvidenceCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command: evidence check FILE");
  }
}
