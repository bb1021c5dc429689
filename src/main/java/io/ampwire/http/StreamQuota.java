package io.ampwire.http;

import jakarta.ws.rs.ServiceUnavailableException;
import java.util.HashMap;
import java.util.Map;

/**
 * Quota of open streams: in total, of callers who are not operators, and per owner. Viewers cannot
 * take the places of operators, and one viewer cannot take those of others. May be used from any
 * thread.
 */
final class StreamQuota {
  static final int TOTAL = 256;
  static final int VIEWERS = 192;
  static final int PER_OWNER = 48;
  private static final long RETRY_SECONDS = 30;

  private final Map<StreamOwner, Integer> open = new HashMap<>();

  /** Takes a place; throws a refusal with 503 when none is free. */
  synchronized void take(StreamOwner owner) {
    check(owner);
    open.merge(owner, 1, Integer::sum);
  }

  /** Throws a refusal with 503 when no place is free. */
  synchronized void check(StreamOwner owner) {
    if (open.getOrDefault(owner, 0) >= PER_OWNER) {
      throw full("you have " + PER_OWNER + " streams open; close some");
    }
    int all = open.values().stream().mapToInt(Integer::intValue).sum();
    int viewers =
        open.entrySet().stream()
            .filter(entry -> !entry.getKey().operator())
            .mapToInt(Map.Entry::getValue)
            .sum();
    if (all >= TOTAL || !owner.operator() && viewers >= VIEWERS) {
      throw full("too many streams are open; try again in " + RETRY_SECONDS + " s");
    }
  }

  synchronized void release(StreamOwner owner) {
    open.computeIfPresent(owner, (key, count) -> count == 1 ? null : count - 1);
  }

  private static ServiceUnavailableException full(String detail) {
    return new ServiceUnavailableException(detail, RETRY_SECONDS);
  }
}
