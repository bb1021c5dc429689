package io.ampwire.sparkplug;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Log of invalid input. A stranger chooses its number and its text, so at most {@value #MOST} lines
 * a minute are written, and the rest is counted.
 */
final class InputProblems {
  private static final int MOST = 10;
  private static final long MINUTE = 60_000_000_000L;
  private static final int LONGEST = 80;

  private final Consumer<String> log;
  private final LongSupplier nanos;
  private long begun;
  private int lines;
  private long suppressed;

  InputProblems(Consumer<String> log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  void report(String problem) {
    long now = nanos.getAsLong();
    if (now - begun >= MINUTE) {
      begun = now;
      lines = 0;
    }
    if (lines == MOST) {
      suppressed++;
      return;
    }
    lines++;
    log.accept(
        suppressed == 0
            ? problem
            : problem + " (and " + suppressed + " more that were not logged)");
    suppressed = 0;
  }

  /** Text of a stranger, bounded and without control characters. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
