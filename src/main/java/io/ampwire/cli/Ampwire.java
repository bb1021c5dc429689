package io.ampwire.cli;

import io.ampwire.cli.evidence.EvidenceCommand;
import io.ampwire.cli.key.KeyCommand;
import io.ampwire.cli.map.MapCommand;
import io.ampwire.cli.probe.ProbeCommand;
import io.ampwire.cli.verify.TraceCommand;
import io.ampwire.cli.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Root of all commands. Without a command, or with {@code demo}, the service starts. */
@Command(
    name = "ampwire",
    synopsisHeading = "usage: ",
    description = "%nCommands other than demo open no port and reach no broker.%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      VerifyCommand.class,
      ProbeCommand.class,
      TraceCommand.class,
      KeyCommand.class,
      MapCommand.class,
      EvidenceCommand.class,
      AuditCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = "%nExit codes: 0 done, 1 the check failed, 2 wrong usage or configuration.")
final class Ampwire implements Runnable {
  @Spec CommandSpec spec;

  @Command(
      name = "demo",
      description = "Three simulated chargers, a broker, the bridge and its console, on loopback.")
  void demo() {
    throw new ParameterException(spec.commandLine(), "demo takes no options");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command");
  }
}
