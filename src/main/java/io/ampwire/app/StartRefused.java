package io.ampwire.app;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.util.List;

/** Ends a start that must not go on, with every reason on stderr and exit code 2. */
final class StartRefused {
  private static final int WRONG_CONFIGURATION = 2;

  private StartRefused() {}

  static PreventFurtherStepsException because(List<String> reasons) {
    System.err.println("ampwire does not start:");
    reasons.forEach(reason -> System.err.println("  " + reason));
    return new PreventFurtherStepsException("not started", WRONG_CONFIGURATION);
  }
}
