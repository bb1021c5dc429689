package io.ampwire.app;

import io.ampwire.app.demo.DemoSettings;
import io.ampwire.cli.Commands;
import io.ampwire.cli.Exit;
import io.ampwire.format.EvidenceLibrary;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.BindException;
import java.util.OptionalInt;

/** Entry point of the process: the service, the demo, or a command. */
@QuarkusMain
@Singleton
public class Main {
  private static final ExitCodeHook EXIT = new ExitCodeHook(DemoSettings::forget);

  public static void main(String... args) {
    OptionalInt done = Commands.run(args);
    if (done.isPresent()) {
      System.exit(done.getAsInt());
    }
    if (args.length == 1) {
      System.setProperty("ampwire.demo", "true");
    }
    if (DemoSettings.wanted()) {
      DemoSettings.choose();
    }
    EXIT.arm();
    ahead();
    Quarkus.run(null, Main::ended, args);
  }

  /** Marks the process as running, before any part of the bridge starts. */
  static void works(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    EXIT.working();
  }

  /** Reads the evidence in parallel to the framework's start if a second processor is available. */
  private static void ahead() {
    Thread reader = new Thread(EvidenceLibrary::prepare, "evidence");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Exits with the code of the shutdown. It reports a failed start, unless a signal interrupted the
   * start: the JVM then refuses new hooks, and the framework fails at an arbitrary point.
   */
  private static void ended(int code, Throwable failure) {
    if (failure == null) {
      exit(code);
    }
    Throwable cause = ExceptionUtil.getRootCause(failure);
    boolean misconfigured = cause instanceof ConfigValidationException;
    if (EXIT.stopping() && !misconfigured && !(cause instanceof PreventFurtherStepsException)) {
      System.err.println(ExitCodeHook.INTERRUPTED);
      exit(0);
    }
    if (!misconfigured && !(cause instanceof BindException)) {
      failure.printStackTrace();
    }
    System.err.println("ampwire does not start: " + cause.getMessage());
    exit(misconfigured ? Exit.WRONG_USAGE : code);
  }

  private static void exit(int code) {
    EXIT.closed(code);
    System.exit(code);
  }
}
