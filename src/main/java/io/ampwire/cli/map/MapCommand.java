package io.ampwire.cli.map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code map}: parent of the subcommands for register maps. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = "Register maps: check, import from a table, show or export one.",
    subcommands = {
      MapCheckCommand.class,
      MapImportCommand.class,
      MapShowCommand.class,
      MapExportCommand.class
    })
public final class MapCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "map: missing subcommand; see map --help");
  }
}
