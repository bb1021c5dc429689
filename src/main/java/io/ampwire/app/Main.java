package io.ampwire.app;

import io.ampwire.cli.Commands;
import io.ampwire.cli.Exit;
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
    Quarkus.run(null, Main::ended, args);
  }

  /** Says why the start failed where nothing of ours could. */
  private static void ended(int code, Throwable failure) {
    if (failure == null) {
      System.exit(code);
    }
    Throwable cause = ExceptionUtil.getRootCause(failure);
    boolean misconfigured = cause instanceof ConfigValidationException;
    if (!misconfigured && !(cause instanceof BindException)) {
      failure.printStackTrace();
    }
    System.err.println("ampwire does not start: " + cause.getMessage());
    System.exit(misconfigured ? Exit.WRONG_USAGE : code);
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
