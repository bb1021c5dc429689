package io.ampwire.app;

import io.ampwire.format.MapReader;
import io.ampwire.format.Problems;
import io.ampwire.journal.AuditExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The commands that need no bridge: they open no port and reach no broker. Results go to stdout,
 * findings to stderr; 0 is done, 1 a check that failed, 2 wrong usage.
 */
final class Commands {
  static final int DONE = 0;
  static final int CHECK_FAILED = 1;
  static final int WRONG_USAGE = 2;

  private static final List<String> USAGE =
      List.of(
          "usage: quarkus-run.jar                                the bridge",
          "       quarkus-run.jar demo                           chargers, a broker, a console",
          "       quarkus-run.jar map check FILE                 every fault of a register map",
          "       quarkus-run.jar audit export [--data-dir DIR]  every write, its chain checked");

  private Commands() {}

  /** Runs a command to its exit code; empty for none and for the demo, which start the bridge. */
  static OptionalInt run(String... args) {
    List<String> words = List.of(args);
    if (words.isEmpty() || words.equals(List.of("demo"))) {
      return OptionalInt.empty();
    }
    if (words.size() == 3 && words.subList(0, 2).equals(List.of("map", "check"))) {
      return OptionalInt.of(checkMap(Path.of(words.get(2))));
    }
    if (words.size() >= 2 && words.subList(0, 2).equals(List.of("audit", "export"))) {
      return OptionalInt.of(exportAudit(words.subList(2, words.size())));
    }
    System.err.println("ampwire: unknown command: " + String.join(" ", words));
    return OptionalInt.of(usage());
  }

  private static int checkMap(Path file) {
    try {
      MapReader.Result result = MapReader.read(file.toString(), Files.readString(file));
      if (result instanceof Problems problems) {
        problems.problems().forEach(System.err::println);
        return CHECK_FAILED;
      }
      System.out.println(file + ": no fault");
      return DONE;
    } catch (IOException e) {
      System.err.println("ampwire: " + file + " cannot be read");
      return WRONG_USAGE;
    }
  }

  private static int exportAudit(List<String> options) {
    if (options.isEmpty()) {
      return AuditExport.run(Path.of("data"), System.out, System.err);
    }
    return options.size() == 2 && options.get(0).equals("--data-dir")
        ? AuditExport.run(Path.of(options.get(1)), System.out, System.err)
        : usage();
  }

  private static int usage() {
    USAGE.forEach(System.err::println);
    return WRONG_USAGE;
  }
}
