package io.ampwire.app.monitoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Deduplicator of log lines. It logs the same failure a few times and then only counts it. Five
 * minutes after the first line it logs the failure again with the count. May be used from any
 * thread.
 */
public final class LogDeduplicator {
  static final int FEW = 4;
  static final Duration AGAIN = Duration.ofMinutes(5);

  /** Number of failures that are distinguished; far more than any installation has. */
  private static final int MOST = 10_000;

  private final Map<Object, Window> windows = new HashMap<>();
  private long swept = Long.MIN_VALUE;

  /** Number of occurrences of a failure since its first line in the current period. */
  private static final class Window {
    private final long begun;
    private int times;

    private Window(long begun) {
      this.begun = begun;
    }
  }

  /**
   * The line to log now, if any.
   *
   * @param failure key that identifies the failure
   * @param line the line for the log
   * @param now monotonic, ns
   */
  public synchronized Optional<String> say(Object failure, String line, long now) {
    Window window = windows.get(failure);
    boolean over = window == null || now - window.begun >= AGAIN.toNanos();
    int suppressed = window == null ? 0 : Math.max(0, window.times - FEW);
    if (over) {
      if (windows.size() >= MOST) {
        windows.clear();
      }
      sweep(now);
      window = new Window(now);
      windows.put(failure, window);
    }
    window.times++;
    if (window.times > FEW) {
      return Optional.empty();
    }
    return Optional.of(
        over && suppressed > 0 ? line + " (and " + suppressed + " times before)" : line);
  }

  /** Forgets failures of an earlier period of which no line was left out. */
  private void sweep(long now) {
    if (swept == Long.MIN_VALUE) {
      swept = now;
    }
    if (now - swept >= AGAIN.toNanos()) {
      swept = now;
      windows
          .values()
          .removeIf(window -> now - window.begun >= AGAIN.toNanos() && window.times <= FEW);
    }
  }
}
