package io.ampwire.http.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by where they came from: after {@value #MOST} an address is not listened to
 * for a while, right token or not. Bounded; the address that was quiet longest is forgotten first.
 */
public final class Attempts {
  public static final Duration PAUSE = Duration.ofMinutes(1);
  static final int MOST = 5;
  static final int ADDRESSES = 1_000;

  private final LongSupplier nanos;
  private final Map<String, Wrong> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
          return size() > ADDRESSES;
        }
      };

  private record Wrong(int count, long last) {}

  /**
   * @param nanos monotonic time
   */
  public Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether the address has to wait. */
  synchronized boolean locked(String address) {
    return count(address) >= MOST;
  }

  /**
   * A wrong token.
   *
   * @return whether the address has to wait from now on
   */
  synchronized boolean failed(String address) {
    int count = count(address) + 1;
    wrong.put(address, new Wrong(count, nanos.getAsLong()));
    return count == MOST;
  }

  /** A right token. */
  synchronized void passed(String address) {
    wrong.remove(address);
  }

  private int count(String address) {
    Wrong known = wrong.get(address);
    boolean fresh = known != null && nanos.getAsLong() - known.last < PAUSE.toNanos();
    return fresh ? known.count : 0;
  }
}
