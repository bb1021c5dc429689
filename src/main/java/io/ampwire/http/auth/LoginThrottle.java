package io.ampwire.http.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Throttle against guessing of tokens: after {@value #FREE} wrong tokens within a minute every
 * token of that client, right or wrong, is answered after a pause. A connection carries one request
 * at a time and connections are capped, so the pause bounds the rate of guesses. The throttle
 * refuses no client: a user who shares an address with an attacker only waits. Bounded; it drops
 * the client that was quiet longest first. May be used from any thread.
 */
public final class LoginThrottle {
  public static final Duration PAUSE = Duration.ofSeconds(2);
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final int FREE = 5;
  static final int CLIENTS = 1_000;

  private final LongSupplier nanos;
  private final Map<String, WrongTokens> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WrongTokens> eldest) {
          return size() > CLIENTS;
        }
      };

  private record WrongTokens(int count, long last) {}

  /**
   * @param nanos monotonic time
   */
  public LoginThrottle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether the client sent so many wrong tokens that its answers wait. */
  synchronized boolean slows(String client) {
    return count(client) > FREE;
  }

  /**
   * Counts a wrong token.
   *
   * @return how many there were of that client within the window, with this one
   */
  synchronized int failed(String client) {
    int count = count(client) + 1;
    wrong.put(client, new WrongTokens(count, nanos.getAsLong()));
    return count;
  }

  private int count(String client) {
    WrongTokens known = wrong.get(client);
    boolean recent = known != null && nanos.getAsLong() - known.last < WINDOW.toNanos();
    return recent ? known.count : 0;
  }
}
