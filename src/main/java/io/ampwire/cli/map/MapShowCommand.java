package io.ampwire.cli.map;

import io.ampwire.cli.Exit;
import io.ampwire.format.MapText;
import io.ampwire.map.RegisterMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code map show}: prints a map as this installation reads it, with its evidence rung. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "A map of this installation, with one line for the rung it has earned.")
final class MapShowCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin Installation installation;

  @Parameters(paramLabel = "ID", description = "the map")
  String id;

  @Override
  public Integer call() {
    RegisterMap map = installation.map(id);
    String text = installation.library().texts().get(id);
    spec.commandLine()
        .getOut()
        .print(MapText.withRung(text, installation.evidence().book().of(map)));
    spec.commandLine().getOut().flush();
    return Exit.DONE;
  }
}
