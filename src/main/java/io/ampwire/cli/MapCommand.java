package io.ampwire.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is to do with register maps; each is a class of its own. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = "Register maps: check one, make one of a table, show or export one.",
    subcommands = {
      MapCheckCommand.class,
      MapImportCommand.class,
      MapShowCommand.class,
      MapExportCommand.class
    })
final class MapCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what of maps?");
  }
}
