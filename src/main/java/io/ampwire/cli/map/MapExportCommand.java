package io.ampwire.cli.map;

import io.ampwire.cli.Exit;
import io.ampwire.format.export.ExportFormat;
import io.ampwire.map.RegisterMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code map export}: writes a map as the configuration of another program. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Write a map as the configuration of another program; what it cannot express is listed in"
            + " comments.")
final class MapExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin Installation installation;

  @Parameters(paramLabel = "ID", description = "the map")
  String id;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "one of ${COMPLETION-CANDIDATES}, in any case")
  ExportFormat format;

  @Override
  public Integer call() {
    RegisterMap map = installation.map(id);
    spec.commandLine().getOut().print(format.write(installation.evidence().book().of(map)));
    spec.commandLine().getOut().flush();
    return Exit.DONE;
  }
}
