package io.ampwire.app;

import io.ampwire.cli.Commands;
import io.ampwire.cli.Exit;
import io.ampwire.format.MapLibrary;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Where the process begins: the service, or the demo. */
@QuarkusMain
public class Main {
  private static final CleanEnd END = new CleanEnd();

  public static void main(String... args) {
    OptionalInt done = Commands.run(args);
    if (done.isPresent()) {
      System.exit(done.getAsInt());
    }
    if (args.length == 1) {
      System.setProperty("ampwire.demo", "true");
      DemoPorts.choose();
      forgetful();
    }
    END.arm();
    ahead();
    Quarkus.run(null, Main::ended, args);
  }

  /** Reads the maps while the framework starts, where there is a processor to spare for it. */
  private static void ahead() {
    Thread reader = new Thread(MapLibrary::prepare, "ampwire-maps");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Leaves with the code that tells what became of it; says why the start failed where nothing of
   * ours could.
   */
  private static void ended(int code, Throwable failure) {
    if (failure == null) {
      exit(code);
    }
    Throwable cause = ExceptionUtil.getRootCause(failure);
    boolean misconfigured = cause instanceof ConfigValidationException;
    if (!misconfigured && !(cause instanceof BindException)) {
      failure.printStackTrace();
    }
    System.err.println("ampwire does not start: " + cause.getMessage());
    exit(misconfigured ? Exit.WRONG_USAGE : code);
  }

  private static void exit(int code) {
    END.closed(code);
    System.exit(code);
  }

  /** The demo begins anew each time, whatever an earlier one left. */
  private static void forgetful() {
    try {
      if (System.getProperty("ampwire.data-dir") == null) {
        Path folder = Files.createTempDirectory("ampwire-demo");
        folder.toFile().deleteOnExit();
        System.setProperty("ampwire.data-dir", folder.toString());
      }
    } catch (IOException e) {
      System.err.println("ampwire: no temporary folder: " + e.getMessage());
      System.exit(Exit.WRONG_USAGE);
    }
  }
}
