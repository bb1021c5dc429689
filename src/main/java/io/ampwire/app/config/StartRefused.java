package io.ampwire.app.config;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import java.util.List;

/** Refusal to start, with every reason on stderr and exit code 2. */
public final class StartRefused {
  private static final int WRONG_CONFIGURATION = 2;

  private StartRefused() {}

  public static PreventFurtherStepsException because(List<String> reasons) {
    System.err.println("ampwire does not start:");
    reasons.forEach(reason -> System.err.println("  " + reason));
    // The exception ends only the start.
    Quarkus.asyncExit(WRONG_CONFIGURATION);
    return new PreventFurtherStepsException("not started", WRONG_CONFIGURATION);
  }
}
