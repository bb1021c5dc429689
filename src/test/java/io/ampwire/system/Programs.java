package io.ampwire.system;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the system that a test needs. Without one the test is skipped and says what to
 * install; with {@code CI=true} nothing may be skipped, and it fails.
 */
public final class Programs {
  private static final List<Path> BESIDE_THE_PATH =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/opt/homebrew/sbin"));

  private Programs() {}

  /** Where the program is. */
  public static String require(String name) {
    Optional<Path> found =
        Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of),
                BESIDE_THE_PATH.stream())
            .map(folder -> folder.resolve(name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      missing(name + " is not installed; it is in the Debian package " + packageOf(name));
    }
    return found.orElseThrow().toString();
  }

  /** Debian's own Python, if it has the module. */
  public static String requirePython(String module, String debianPackage) {
    String python = "/usr/bin/python3";
    if (!Files.isExecutable(Path.of(python)) || !runs(python, "-c", "import " + module)) {
      missing(python + " has no " + module + "; it is in the Debian package " + debianPackage);
    }
    return python;
  }

  /** The library that shifts a process's wall clock. */
  static Path requireFaketime() {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      Optional<Path> found =
          folders
              .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
              .filter(Files::exists)
              .findFirst();
      if (found.isEmpty()) {
        missing("libfaketime is not installed; it is in the Debian package libfaketime");
      }
      return found.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Skips the test, or fails it where none may be skipped. */
  static void missing(String why) {
    if ("true".equals(System.getenv("CI"))) {
      fail(why + " (CI=true: no test may be skipped)");
    }
    System.out.println("skipped: " + why);
    Assumptions.abort(why);
  }

  private static String packageOf(String name) {
    return switch (name) {
      case "mosquitto_sub", "mosquitto_pub" -> "mosquitto-clients";
      case "mosquitto_passwd" -> "mosquitto";
      case "systemd-analyze" -> "systemd";
      case "setpriv", "unshare" -> "util-linux";
      case "pdfinfo" -> "poppler-utils";
      case "node" -> "nodejs";
      default -> name;
    };
  }
}
