package io.ampwire.ownership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Time since each lease was last seen to change, by this process's own steady clock. The timestamps
 * in the lease are ignored, because the clocks of two machines may differ.
 */
final class LeaseAges {
  private final LongSupplier steady;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(String version, long since) {}

  /**
   * @param steady monotonic time, ns
   */
  LeaseAges(LongSupplier steady) {
    this.steady = steady;
  }

  /** Age of the lease now; zero if it was never seen before. */
  Duration of(Lease lease) {
    long now = steady.getAsLong();
    String version = String.valueOf(lease.getMetadata().getResourceVersion());
    Seen last =
        seen.compute(
            lease.getMetadata().getName(),
            (name, before) ->
                before != null && before.version.equals(version) ? before : new Seen(version, now));
    return Duration.ofNanos(now - last.since);
  }
}
