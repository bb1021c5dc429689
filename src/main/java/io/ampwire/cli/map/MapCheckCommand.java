package io.ampwire.cli.map;

import io.ampwire.cli.Exit;
import io.ampwire.format.MapReader;
import io.ampwire.format.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code map check}: lists all faults of a map. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "List all faults of a register map.")
final class MapCheckCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the map, YAML")
  Path file;

  @Override
  public Integer call() {
    MapReader.Result result = MapReader.read(file.toString(), text());
    if (result instanceof Problems problems) {
      problems.problems().forEach(spec.commandLine().getErr()::println);
      return Exit.CHECK_FAILED;
    }
    spec.commandLine().getOut().println(file + ": no faults");
    return Exit.DONE;
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), file + " cannot be read", e);
    }
  }
}
