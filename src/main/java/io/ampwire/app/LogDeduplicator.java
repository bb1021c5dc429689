package io.ampwire.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a log readable whatever goes wrong: the same failure is told a few times, then counted, and
 * told again with its count five minutes after it was first told. May be used from any thread.
 */
final class LogDeduplicator {
  static final int FEW = 4;
  static final Duration AGAIN = Duration.ofMinutes(5);

  /** Failures that are told apart; far more than any installation has. */
  private static final int MOST = 10_000;

  private final Map<String, Window> windows = new HashMap<>();

  /** How often a failure came since it was first told in this stretch of time. */
  private static final class Window {
    private final long begun;
    private int times;

    private Window(long begun) {
      this.begun = begun;
    }
  }

  /**
   * What to log now, if anything.
   *
   * @param failure what makes it the same one
   * @param line the line for the log
   * @param now monotonic, ns
   */
  synchronized Optional<String> say(String failure, String line, long now) {
    Window window = windows.get(failure);
    boolean over = window == null || now - window.begun >= AGAIN.toNanos();
    int untold = window == null ? 0 : Math.max(0, window.times - FEW);
    if (over) {
      if (windows.size() >= MOST) {
        windows.clear();
      }
      window = new Window(now);
      windows.put(failure, window);
    }
    window.times++;
    if (window.times > FEW) {
      return Optional.empty();
    }
    return Optional.of(over && untold > 0 ? line + " (and " + untold + " times before)" : line);
  }
}
