package io.ampwire.cli;

import io.ampwire.format.MapImport;
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

/** {@code map import}: a register table becomes a map, with everything that was guessed told. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Make a map of a register table, Markdown or CSV.",
      "The map goes to stdout, everything assumed or not used to stderr."
    })
final class MapImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the register table")
  Path file;

  @Option(names = "--id", required = true, paramLabel = "ID", description = "id of the new map")
  String id;

  @Option(names = "--out", paramLabel = "FILE", description = "write the map here, not to stdout")
  Optional<Path> out;

  @Override
  public Integer call() {
    if (!id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw usage("--id must be lower case letters, digits, - and _, not '" + id + "'");
    }
    PrintWriter err = spec.commandLine().getErr();
    MapImport made = MapImport.of(id, file.getFileName().toString(), text());
    made.remarks().forEach(remark -> err.println(remark.text(file.toString())));
    made.missing().forEach(err::println);
    err.println(made.summary());
    made.yaml().ifPresent(this::give);
    return made.map().isPresent() ? Exit.DONE : Exit.CHECK_FAILED;
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
      throw usage(file + " is no UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw usage(file + " cannot be read");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
