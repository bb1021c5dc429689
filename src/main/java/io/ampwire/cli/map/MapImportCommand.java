package io.ampwire.cli.map;

import io.ampwire.cli.Exit;
import io.ampwire.format.MapImport;
import io.ampwire.format.yaml.YamlScalar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code map import}: makes a map from a register table. The first line on stderr states how much
 * of the table is in the map, which also decides the exit code.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Create a map from a register table, Markdown or CSV.",
      "The map goes to stdout. How much of the table survived, and every assumption and unused row,"
          + " go to stderr."
    })
final class MapImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the register table")
  Path file;

  @Option(names = "--id", required = true, paramLabel = "ID", description = "id of the new map")
  String id;

  @Option(names = "--out", paramLabel = "FILE", description = "write the map here, not to stdout")
  Optional<Path> out;

  @Option(names = "--partial", description = "exit 0 although rows of the table are not in the map")
  boolean partial;

  @Override
  public Integer call() {
    if (!id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw usage("--id must be lower case letters, digits, - and _, not '" + id + "'");
    }
    PrintWriter err = spec.commandLine().getErr();
    MapImport made = MapImport.of(id, file.getFileName().toString(), text());
    String shown = file.toString();
    err.println(YamlScalar.line(made.summary()));
    made.findings().forEach(finding -> err.println(finding.text(YamlScalar.line(shown))));
    made.missing().forEach(err::println);
    if (made.yaml().isPresent()) {
      err.println(YamlScalar.line(made.outcome()));
      give(made.yaml().get());
    }
    if (made.map().isPresent() && !made.isComplete() && !partial) {
      err.println("rows are missing; --partial accepts that");
    }
    boolean enough = partial || made.isComplete();
    return made.map().isPresent() && enough ? Exit.DONE : Exit.CHECK_FAILED;
  }

  private void give(String yaml) {
    if (out.isEmpty()) {
      spec.commandLine().getOut().print(yaml);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(out.get(), yaml, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw usage("--out: " + out.get() + " exists already; name another file or remove it");
    } catch (IOException e) {
      throw usage("--out: " + out.get() + " cannot be written: " + e.getMessage());
    }
  }

  private String text() {
    try {
      if (Files.size(file) > MapImport.LIMIT) {
        throw usage(file + " is longer than a megabyte");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw usage(file + " is not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw usage(file + " cannot be read");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
